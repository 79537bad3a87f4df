package cn.mingbai.core.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says why a public service method needs no row in the access test. Allowed only where no row that belongs to a division
 * is touched; the test prints how many there are.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotDivisionScoped {

    /** The reason. */
    String value();
}
