package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.visits.InformedDirectory;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * States 明白人 as checked: an inspector found who the record says, and all three questions were answered right. Done when an
 * inspection ends, so that a correction before does not leave a statement that nobody would make.
 */
@Component
@Internal
class CheckedMembers {

    private final Confirmations confirmations;
    private final InformedDirectory informed;
    private final PolicyDirectory policies;

    CheckedMembers(Confirmations confirmations, InformedDirectory informed, PolicyDirectory policies) {
        this.confirmations = confirmations;
        this.informed = informed;
        this.policies = policies;
    }

    /** States those whom these households' findings show; in the caller's transaction. */
    void state(List<InspectionItem> items) {
        for (var item : items) {
            var finding = item.finding();
            var by = item.by();
            if (finding == null
                    || by == null
                    || finding.outcome() != FindingOutcome.MET
                    || !Boolean.TRUE.equals(finding.informedMatches())
                    || !finding.aware()) {
                continue;
            }
            var known = informed.of(List.of(item.household()), finding.day()).get(item.household());
            if (known != null && known.informed() != null) {
                policies.versions().stream()
                        .filter(version -> version.on(finding.day()))
                        .findFirst()
                        .ifPresent(version ->
                                confirmations.checked(item.household(), version.code(), finding.day(), null, by));
            }
        }
    }
}
