package cn.mingbai.households.visitapp;

import org.springframework.stereotype.Component;

/**
 * How often phones call: each by its own key, because hundreds share one address of a mobile carrier. Only who shows no key
 * that is known is counted by address.
 */
@Component
class PhoneBudgets {

    /** A phone that empties its queue sends a few calls of a hundred records; one at the door sends one. */
    final CallBudget keys = new CallBudget(60, 10, System::nanoTime);

    /** Guesses at keys and codes from one address. */
    final CallBudget guesses = new CallBudget(60, 0.5, System::nanoTime);
}
