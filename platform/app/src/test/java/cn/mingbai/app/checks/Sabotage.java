package cn.mingbai.app.checks;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * A defence broken on purpose, and the test that has to turn red by it.
 *
 * @param name what {@code bin/sabotage} calls it, in lower case with hyphens
 * @param broken what is broken, in one line for docs/security-checks.md
 * @param check the test that must fail
 * @param how how it is broken; several together make one sabotage
 */
public record Sabotage(String name, String broken, Class<?> check, List<Break> how) {

    public Sabotage(String name, String broken, Class<?> check, Break... how) {
        this(name, broken, check, List.of(how));
    }

    /** A sabotage of a test that other packages cannot see, by its full name. */
    public Sabotage(String name, String broken, String check, Break... how) {
        this(name, broken, ClassUtils.resolveClassName(check, null), List.of(how));
    }

    /** The number of the check, 0 for a test that is none of the numbered ones. */
    public int number() {
        var elsewhere = check.getAnnotation(CheckNumber.class);
        var numbered = check.getAnnotation(CheckTest.class);
        return elsewhere != null ? elsewhere.value() : numbered != null ? numbered.value() : 0;
    }

    /** Every sabotage there is, by number and name. */
    static List<Sabotage> every() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Sabotages.class));
        return scanner.findCandidateComponents("cn.mingbai").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .map(type -> (Sabotages) BeanUtils.instantiateClass(type))
                .flatMap(area -> area.all().stream())
                .sorted(Comparator.comparingInt(Sabotage::number).thenComparing(Sabotage::name))
                .toList();
    }
}
