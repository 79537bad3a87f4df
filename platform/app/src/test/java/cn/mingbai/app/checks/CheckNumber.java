package cn.mingbai.app.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which of the numbered checks a test is that runs over another application than that of {@link CheckTest}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CheckNumber {

    /** The check's number in docs/security-checks.md. */
    int value();
}
