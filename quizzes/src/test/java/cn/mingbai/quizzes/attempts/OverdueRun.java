package cn.mingbai.quizzes.attempts;

import org.springframework.context.ApplicationContext;

/** Lets the server hand in what is overdue, as it does by itself. */
public final class OverdueRun {

    private OverdueRun() {}

    /** One run. */
    public static void once(ApplicationContext context) {
        context.getBean(OverdueAttempts.class).handIn();
    }
}
