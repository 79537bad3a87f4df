package cn.mingbai.quizzes.scenarios;

import cn.mingbai.quizzes.rules.RuleSet;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Makes up one kind of scenario.
 *
 * @param code unlike any other
 * @param rules the policy version that it is worked out under
 * @param worked puts the values of the worked question of the policy facts, part 3
 * @param draw draws values within the range stated there; false when they make no possible household or case, and are
 *     thrown away
 * @param tell says and asks it, with the answers of the rules
 */
record Generator(
        String code,
        RuleSet rules,
        Consumer<Values> worked,
        BiPredicate<Values, Dice> draw,
        BiConsumer<Values, Telling> tell) {}
