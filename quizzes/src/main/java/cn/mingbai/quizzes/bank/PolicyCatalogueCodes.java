package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.quizzes.questions.QuestionRules.Catalogue;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What questions may name of the policy on record. */
@Component
@Internal
class PolicyCatalogueCodes {

    private final PolicyDirectory policy;

    PolicyCatalogueCodes(PolicyDirectory policy) {
        this.policy = policy;
    }

    Catalogue catalogue() {
        return new Catalogue(
                pointNames().keySet(),
                policy.sources().stream().map(PolicyDirectory.Source::code).collect(Collectors.toSet()),
                versionNames().keySet());
    }

    /** The points' names by code, in the catalogue's order. */
    SequencedMap<String, String> pointNames() {
        var names = new LinkedHashMap<String, String>();
        policy.points().forEach(point -> names.put(point.code(), point.name()));
        return names;
    }

    /** The versions' names by code, the newest first. */
    SequencedMap<String, String> versionNames() {
        var names = new LinkedHashMap<String, String>();
        policy.versions().reversed().forEach(version -> names.put(version.code(), version.name()));
        return names;
    }
}
