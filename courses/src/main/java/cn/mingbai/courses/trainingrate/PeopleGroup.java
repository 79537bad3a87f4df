package cn.mingbai.courses.trainingrate;

import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The people behind one figure: how many the tally says, and who they are. Both are written side by side here, so that no
 * page can show a number and other rows.
 *
 * @param name in the address
 */
record PeopleGroup(String name, ToIntFunction<Tally> count, Predicate<TrainedPerson> has) {

    static final PeopleGroup ALL = new PeopleGroup("ALL", Tally::roster, person -> true);

    static final PeopleGroup COUNTED =
            new PeopleGroup("COUNTED", Tally::counted, person -> person.reason().counted());

    static final PeopleGroup EXCLUDED = new PeopleGroup(
            "EXCLUDED", Tally::excluded, person -> !person.reason().counted());

    /** 还差: counted and not met. */
    static final PeopleGroup OPEN = new PeopleGroup(
            "OPEN",
            tally -> (int) tally.byRule().left(),
            person -> person.reason().counted() && person.reason() != Reason.MET);

    /** 逾期: counted, not met, and past a due day. */
    static final PeopleGroup OVERDUE = new PeopleGroup("OVERDUE", Tally::overdue, TrainedPerson::isOverdue);

    static final PeopleGroup TOOK_PART = new PeopleGroup(
            "TOOK_PART",
            tally -> (int) tally.tookPart().count(),
            person -> person.reason().counted() && person.tookPart());

    static final PeopleGroup STAYED_AWAY = new PeopleGroup(
            "STAYED_AWAY",
            tally -> (int) tally.tookPart().left(),
            person -> person.reason().counted() && !person.tookPart());

    static final PeopleGroup STILL_VALID = new PeopleGroup(
            "STILL_VALID",
            tally -> (int) tally.stillValid().count(),
            person -> person.reason().counted() && person.stillValid());

    static final PeopleGroup NOT_VALID = new PeopleGroup(
            "NOT_VALID",
            tally -> (int) tally.stillValid().left(),
            person -> person.reason().counted() && !person.stillValid());

    /** 全员口径: everyone posted on the day. */
    static final PeopleGroup POSTED = new PeopleGroup(
            "POSTED",
            tally -> (int) tally.everyone().of(),
            person -> person.reason().posted());

    /** The people with one reason. */
    static PeopleGroup of(Reason reason) {
        return new PeopleGroup(reason.name(), tally -> tally.count(reason), person -> person.reason() == reason);
    }

    /** Every group, in the order in which a page offers them. */
    static List<PeopleGroup> all() {
        var all = new ArrayList<>(
                List.of(ALL, COUNTED, OPEN, OVERDUE, TOOK_PART, STAYED_AWAY, STILL_VALID, NOT_VALID, POSTED, EXCLUDED));
        for (var reason : Reason.values()) {
            all.add(of(reason));
        }
        return all;
    }

    /** The group of this name. */
    static Optional<PeopleGroup> named(String name) {
        return all().stream().filter(group -> group.name().equals(name)).findFirst();
    }
}
