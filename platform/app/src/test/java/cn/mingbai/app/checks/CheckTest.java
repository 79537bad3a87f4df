package cn.mingbai.app.checks;

import cn.mingbai.MingbaiApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A check over the whole application, which all checks of a run share with its database: data of one check has names of
 * its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = "mingbai.demo=false",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface CheckTest {

    /** The check's number in docs/security-checks.md. */
    int value();
}
