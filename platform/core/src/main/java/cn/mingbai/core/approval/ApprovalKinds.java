package cn.mingbai.core.approval;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds by name. Asked for late: a kind may need a service that itself proposes. */
@Component
@Internal
class ApprovalKinds {

    private final ObjectProvider<ApprovalKind> beans;

    ApprovalKinds(ObjectProvider<ApprovalKind> beans) {
        this.beans = beans;
    }

    Optional<ApprovalKind> find(String name) {
        return Optional.ofNullable(byName().get(name));
    }

    /** The names of the kinds that each action decides. */
    Map<Action, List<String>> byAction() {
        var names = new EnumMap<Action, List<String>>(Action.class);
        for (var kind : byName().values()) {
            names.computeIfAbsent(kind.decidedBy(), action -> new java.util.ArrayList<>())
                    .add(kind.name());
        }
        return names;
    }

    Collection<String> names() {
        return byName().keySet();
    }

    private Map<String, ApprovalKind> byName() {
        var kinds = new TreeMap<String, ApprovalKind>();
        beans.forEach(kind -> {
            if (kinds.put(kind.name(), kind) != null) {
                throw new IllegalStateException("expected one approval kind named " + kind.name());
            }
        });
        return kinds;
    }
}
