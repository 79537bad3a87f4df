package cn.mingbai.households.areas;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a village is divided among its outreach workers on a day. Nothing is nobody's: what no one was given stays with the
 * workers A, and where there is none, with all.
 *
 * @param workers the outreach workers posted on the day, A before B, each once
 * @param inCharge which of them has a group; a group given to somebody who is not posted any more is not in it
 */
public record AreaSplit(List<Worker> workers, Map<String, PersonId> inCharge) {

    /** A village without outreach workers. */
    public static final AreaSplit NOBODY = new AreaSplit(List.of(), Map.of());

    /**
     * An outreach worker of a village.
     *
     * @param from the first day of the posting
     * @param to the first day after it
     */
    public record Worker(PersonId person, String staffNumber, String name, Duty duty, LocalDate from, LocalDate to) {}

    public AreaSplit {
        var seen = new java.util.HashSet<PersonId>();
        workers = workers.stream().filter(worker -> seen.add(worker.person())).toList();
        inCharge = inCharge.entrySet().stream()
                .filter(entry -> seen.contains(entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether any group was given to somebody. */
    public boolean divided() {
        return !inCharge.isEmpty();
    }

    /** The workers A. */
    public List<Worker> leading() {
        return workers.stream()
                .filter(worker -> worker.duty() == Duty.OUTREACH_A)
                .toList();
    }

    /** Who is in charge of what nobody was given: the workers A, or all when there is none. */
    public List<Worker> ofTheRest() {
        return leading().isEmpty() ? workers : leading();
    }

    /** Who has a group, if somebody does. */
    public Optional<Worker> of(String group) {
        var person = inCharge.get(group);
        return workers.stream().filter(worker -> worker.person().equals(person)).findFirst();
    }

    /** What a worker is in charge of: the groups given and maybe the rest; without any given, the whole village. */
    public Area of(PersonId person) {
        var own = inCharge.entrySet().stream()
                .filter(entry -> entry.getValue().equals(person))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (own.isEmpty()) {
            return Area.WHOLE;
        }
        var others =
                inCharge.keySet().stream().filter(group -> !own.contains(group)).collect(Collectors.toSet());
        return new Area(
                false,
                own,
                ofTheRest().stream().anyMatch(worker -> worker.person().equals(person)),
                others);
    }
}
