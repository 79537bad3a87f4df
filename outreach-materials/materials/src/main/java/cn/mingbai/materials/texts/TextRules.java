package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.policy.PolicyDirectory.Citation;
import cn.mingbai.core.policy.PolicyDirectory.Source;
import cn.mingbai.core.policy.PolicyDirectory.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a text must have before a second person sees it: no fault in its words, known rules, and articles to rest on. */
@Component
@Internal
class TextRules {

    private final PolicyDirectory policy;

    TextRules(PolicyDirectory policy) {
        this.policy = policy;
    }

    /** What is to be mended, in the order of the lines; what concerns the text as a whole comes first. */
    List<TextFault> faults(TextCode code, TextSource source) {
        var faults = new ArrayList<TextFault>();
        var layers = policy.versions().stream().map(Version::code).collect(Collectors.toSet());
        if (!layers.contains(source.ruleLayer())) {
            faults.add(fault("layer", source.ruleLayer()));
        }
        var laws = policy.sources().stream().map(Source::code).collect(Collectors.toSet());
        if (source.sources().isEmpty()) {
            faults.add(fault("no-source"));
        }
        for (var written : source.sources()) {
            if (!isKnown(written, laws::contains)) {
                faults.add(fault("source", written));
            }
        }
        var points = policy.pointNames();
        source.points().stream()
                .filter(point -> !points.containsKey(point))
                .forEach(point -> faults.add(fault("point", point)));
        faults.addAll(TextReader.read(code, source, 1).faults());
        return faults;
    }

    /**
     * Refuses a text with a fault.
     *
     * @throws RuleViolation that says how many there are
     */
    void requireSound(TextCode code, TextSource source) {
        var faults = faults(code, source);
        if (!faults.isEmpty()) {
            throw new RuleViolation("materials.text.has-faults", faults.size());
        }
    }

    private static boolean isKnown(String written, Predicate<String> law) {
        try {
            return law.test(Citation.parse(written).source());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static TextFault fault(String key, String... arguments) {
        return new TextFault(0, "", "materials.text.fault." + key, List.of(arguments));
    }
}
