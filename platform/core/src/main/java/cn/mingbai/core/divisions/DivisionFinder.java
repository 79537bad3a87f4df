package cn.mingbai.core.divisions;

import cn.mingbai.core.error.RuleViolation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the unit that a row of a file names, among the divisions that somebody reaches. Pure. By code, or by normalised name
 * (潭南村 is 潭南村委会, never 潭南社区); a name that two towns have needs its town.
 */
public final class DivisionFinder {

    private static final int SUGGESTIONS = 3;

    private final Map<String, Division> byCode = new HashMap<>();
    private final Map<String, List<Division>> byName = new HashMap<>();
    private final Map<DivisionId, Division> byId = new HashMap<>();

    /**
     * Over some divisions.
     *
     * @param reachable the only ones that can be found
     */
    public DivisionFinder(Collection<Division> reachable) {
        for (var division : reachable) {
            byCode.put(division.code().value(), division);
            byId.put(division.id(), division);
            byName.computeIfAbsent(DivisionName.normalised(division.name()), name -> new ArrayList<>())
                    .add(division);
        }
    }

    /**
     * The unit.
     *
     * @param code its 12-digit code, or empty
     * @param name its name, or empty when the code or the town says it all
     * @param town the name of the town or street above it, or empty
     * @throws RuleViolation when none fits, several do, or code and name speak of different units; the sentence is the same for
     *     a unit that does not exist and one out of reach
     */
    public Division find(String code, String name, String town) {
        if (code.isEmpty() && name.isEmpty() && town.isEmpty()) {
            throw new RuleViolation("core.division.none-named");
        }
        return code.isEmpty() ? named(name.isEmpty() ? town : name, name.isEmpty() ? "" : town) : coded(code, name);
    }

    private Division coded(String code, String name) {
        var division = byCode.get(code);
        if (division == null) {
            throw new RuleViolation("core.division.code-not-in-area", code);
        }
        if (!name.isEmpty() && !DivisionName.normalised(name).equals(DivisionName.normalised(division.name()))) {
            throw new RuleViolation("core.division.code-and-name", code, division.name(), name);
        }
        return division;
    }

    private Division named(String name, String town) {
        var candidates = byName.getOrDefault(DivisionName.normalised(name), List.of()).stream()
                .filter(division -> town.isEmpty() || isIn(division, town))
                .toList();
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        if (candidates.isEmpty()) {
            var similar = byId.values().stream()
                    .filter(division -> DivisionName.resembles(division.name(), name))
                    .map(this::shown)
                    .sorted()
                    .limit(SUGGESTIONS)
                    .toList();
            throw similar.isEmpty()
                    ? new RuleViolation("core.division.name-not-in-area", shown(name, town))
                    : new RuleViolation("core.division.name-similar", shown(name, town), String.join("、", similar));
        }
        throw new RuleViolation(
                "core.division.which-town",
                name,
                String.join("、", candidates.stream().map(this::shown).sorted().toList()));
    }

    private boolean isIn(Division division, String town) {
        var normalised = DivisionName.normalised(town);
        var parent = division.parent() == null ? null : byId.get(division.parent());
        return DivisionName.normalised(division.name()).equals(normalised)
                || parent == null
                || DivisionName.normalised(parent.name()).equals(normalised);
    }

    private String shown(Division division) {
        var parent = division.parent() == null ? null : byId.get(division.parent());
        return parent == null || division.level() != Level.VILLAGE ? division.name() : parent.name() + division.name();
    }

    private static String shown(String name, String town) {
        return town + name;
    }
}
