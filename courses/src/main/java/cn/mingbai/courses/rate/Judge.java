package cn.mingbai.courses.rate;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges one person after another for the units of a tree, without making anything per person unless a {@link Verdict} is
 * asked for. It keeps what it read of the last person, so it serves one thread.
 *
 * <p>A person's postings are looked at in the order of their units' numbers. What lies in a unit and below is a run of
 * them, so that a verdict is that of a run.
 */
final class Judge {

    /** Neither on the roster nor posted there. */
    static final int NOBODY = -1;
    /** Posted there, and owes nothing. */
    static final int WITHOUT_REQUIREMENT = -2;

    private static final int REASON = 7;
    private static final int TOOK_PART = 8;
    private static final int STILL_VALID = 16;
    private static final int OVERDUE = 32;
    private static final Reason[] REASONS = Reason.values();
    private static final int DUTIES = Duty.values().length;
    private static final Obligation[] NONE = {};

    private static final int ADRIFT = -2;
    private static final int ELSEWHERE = -1;

    private static final Comparator<RosterPosting> IN_ORDER = Comparator.comparing(RosterPosting::from)
            .thenComparing(RosterPosting::to)
            .thenComparingLong(posting -> posting.division().value())
            .thenComparing(RosterPosting::duty, Comparator.nullsLast(Comparator.naturalOrder()));

    private static final Comparator<OwedCourse> BY_COURSE = Comparator.comparing(OwedCourse::course);

    private final LocalDate date;
    private final int day;
    private final long knownBefore;
    private final RateTree tree;
    private final RateFrame frame;
    private final Interned interned;
    private final List<DivisionId> divisions;
    private final List<String> courses;
    private final int[] unitOf;
    private final Map<Integer, List<CourseRule>> rulesByDuty = new HashMap<>();
    private final @Nullable Obligation[][] obligationsAt;
    private final Map<Long, int[]> excuses = new HashMap<>();

    // The person read last.
    private PersonFacts facts;
    private int[] known = new int[16];
    private int knownEnd;
    private int[] posting = new int[16];
    private int[] unit = new int[16];
    private boolean[] isActive = new boolean[16];
    private int end;
    private int serviceFrom;
    private int countsFrom;

    // Their records that may count: known, of the present service, up to the day or without one; read when first
    // needed.
    private int[] seen = new int[32];
    private int[] seenCourse = new int[32];
    private int[] seenOn = new int[32];
    private int seenEnd = -1;

    // The active run judged last.
    private int firstActive;
    private int lastActive;
    private int outcome;
    private Obligation[] owed = NONE;
    private int owedEnd;
    private int[] pass = new int[16];
    private boolean[] took = new boolean[16];
    private boolean[] valid = new boolean[16];

    Judge(AsOf asOf, RateTree tree, RateFrame frame, Interned interned) {
        this.date = asOf.day();
        this.day = PersonFacts.day(date);
        this.knownBefore = PersonFacts.micros(asOf.knownBefore());
        this.tree = tree;
        this.frame = frame;
        this.interned = interned;
        frame.rules().stream()
                .filter(rule -> rule.on(date))
                .sorted(Comparator.comparingLong(CourseRule::id))
                .forEach(rule -> rulesByDuty
                        .computeIfAbsent(rule.duty().ordinal(), key -> new ArrayList<>())
                        .add(rule));
        this.obligationsAt = new Obligation[DUTIES * tree.size()][];
        for (var excuse : frame.excuses()) {
            if (excuse.on(date)) {
                var person = excuse.person().value();
                excuses.computeIfAbsent(frame.merges().getOrDefault(person, person), key -> new int[2])[
                                excuse.reason() == Reason.LONG_LEAVE ? 0 : 1] |=
                        excuse.basis() == null || excuse.basis().isBlank() ? 1 : 2;
            }
        }
        // The courses of the rules are numbered before the lists are taken.
        frame.rules().forEach(rule -> rule.courses().forEach(interned::course));
        this.divisions = interned.divisions();
        this.courses = interned.courses();
        this.unitOf = new int[divisions.size()];
        for (var i = 0; i < unitOf.length; i++) {
            var number = tree.number(divisions.get(i));
            unitOf[i] = number >= 0 ? number : frame.adrift().contains(divisions.get(i)) ? ADRIFT : ELSEWHERE;
        }
        this.facts = new PersonFacts.Builder(0).build();
    }

    Map<Long, Long> merges() {
        return frame.merges();
    }

    /** Whether it knows every division and course that facts may use by now. */
    boolean isUpToDate() {
        return interned.isAll(divisions.size(), courses.size());
    }

    /** Reads a person: afterwards {@link #size} postings of this tree count, in the order of their units. */
    void read(PersonFacts next) {
        facts = next;
        knownEnd = 0;
        end = 0;
        firstActive = -1;
        seenEnd = -1;
        var isHomed = false;
        for (var i = 0; i < next.postings(); i++) {
            if (next.isPostingKnown(i, knownBefore, day)) {
                grow();
                known[knownEnd++] = i;
                isHomed |= next.to(i) > day && unitOf[next.division(i)] >= 0;
            }
        }
        if (knownEnd == 0) {
            return;
        }
        for (var i = 0; i < knownEnd; i++) {
            var at = known[i];
            var active = next.to(at) > day;
            var where = unitOf[next.division(at)];
            if (where >= 0 && (active || wasUnderRule(at, where))) {
                insert(at, where, active);
            } else if (where == ADRIFT && active && !isHomed) {
                insert(at, 0, true);
            }
        }
        if (end > 0) {
            noteService();
        }
    }

    /** The numbers of the divisions whose postings may be looked at in the units from..to. */
    boolean[] placesOf(int from, int to) {
        var places = new boolean[unitOf.length];
        for (var place = 0; place < unitOf.length; place++) {
            places[place] = (unitOf[place] >= from && unitOf[place] < to) || (unitOf[place] == ADRIFT && from == 0);
        }
        return places;
    }

    private void grow() {
        if (knownEnd == known.length) {
            known = Arrays.copyOf(known, knownEnd * 2);
            posting = Arrays.copyOf(posting, knownEnd * 2);
            unit = Arrays.copyOf(unit, knownEnd * 2);
            isActive = Arrays.copyOf(isActive, knownEnd * 2);
        }
    }

    private void insert(int which, int where, boolean active) {
        var at = end++;
        for (; at > 0 && unit[at - 1] > where; at--) {
            posting[at] = posting[at - 1];
            unit[at] = unit[at - 1];
            isActive[at] = isActive[at - 1];
        }
        posting[at] = which;
        unit[at] = where;
        isActive[at] = active;
    }

    private boolean wasUnderRule(int which, int where) {
        for (var obligation : obligations(facts.duty(which), where)) {
            if (facts.to(which) > obligation.ruleFrom) {
                return true;
            }
        }
        return false;
    }

    /** Since when the person has served without a break, and the first day of the break before, from which passes count. */
    private void noteService() {
        serviceFrom = facts.from(known[0]);
        countsFrom = 0;
        var until = facts.to(known[0]);
        for (var i = 1; i < knownEnd; i++) {
            // In the order of their first days.
            var from = facts.from(known[i]);
            if (from - until > TrainingRate.BREAK_DAYS) {
                serviceFrom = from;
                countsFrom = until;
            }
            until = Math.max(until, facts.to(known[i]));
        }
    }

    int size() {
        return end;
    }

    int unit(int at) {
        return unit[at];
    }

    /** The place after the last posting that lies before the unit of this number. */
    int endBefore(int number, int from) {
        var at = from;
        while (at < end && unit[at] < number) {
            at++;
        }
        return at;
    }

    static Reason reason(int outcome) {
        return REASONS[outcome & REASON];
    }

    static boolean tookPart(int outcome) {
        return (outcome & TOOK_PART) != 0;
    }

    static boolean stillValid(int outcome) {
        return (outcome & STILL_VALID) != 0;
    }

    static boolean isOverdue(int outcome) {
        return (outcome & OVERDUE) != 0;
    }

    /** What holds for the run [low, high) of the person's postings. */
    int outcome(int low, int high) {
        var first = -1;
        var last = -1;
        for (var at = low; at < high; at++) {
            if (isActive[at]) {
                first = first < 0 ? at : first;
                last = at;
            }
        }
        if (first >= 0) {
            if (first != firstActive || last != lastActive) {
                firstActive = first;
                lastActive = last;
                outcome = active();
            }
            if (outcome >= 0) {
                return outcome;
            }
        }
        var actives = 0;
        for (var at = low; at < high; at++) {
            actives += isActive[at] ? 1 : 0;
        }
        if (actives < high - low) {
            return Reason.LEFT.ordinal();
        }
        return actives > 0 ? WITHOUT_REQUIREMENT : NOBODY;
    }

    private int active() {
        var isUnclear = false;
        owedEnd = 0;
        owed = NONE;
        for (var at = firstActive; at <= lastActive; at++) {
            if (isActive[at]) {
                isUnclear |= facts.duty(posting[at]) < 0 || unitOf[facts.division(posting[at])] < 0;
                owe(unitOf[facts.division(posting[at])] < 0 ? NONE : obligations(facts.duty(posting[at]), unit[at]));
            }
        }
        if (owedEnd == 0 && !isUnclear) {
            return WITHOUT_REQUIREMENT;
        }
        if (pass.length < owedEnd) {
            pass = new int[owedEnd * 2];
            took = new boolean[owedEnd * 2];
            valid = new boolean[owedEnd * 2];
        }
        var isMet = true;
        var isUndated = true;
        var isOverdue = false;
        var flags = owedEnd > 0 && !isUnclear ? STILL_VALID : 0;
        for (var i = 0; i < owedEnd; i++) {
            var hasUndated = weigh(i);
            if (took[i]) {
                flags |= TOOK_PART;
            }
            if (!valid[i]) {
                flags &= ~STILL_VALID;
            }
            if (pass[i] < 0) {
                isMet = false;
                isUndated &= hasUndated;
                isOverdue |= owed[i].due < day;
            }
        }
        var reason = reason(isMet && !isUnclear, isUnclear, isUndated);
        if (isOverdue && (reason == Reason.NOT_MET || reason == Reason.DATA_INCOMPLETE)) {
            flags |= OVERDUE;
        }
        return reason.ordinal() | flags;
    }

    private void owe(Obligation[] more) {
        if (owedEnd == 0) {
            // Nearly everyone has one posting: its obligations are taken as they are.
            owed = more;
            owedEnd = more.length;
            return;
        }
        for (var obligation : more) {
            if (!isOwed(obligation)) {
                owed = Arrays.copyOf(owed, owedEnd + 1);
                owed[owedEnd++] = obligation;
            }
        }
    }

    private boolean isOwed(Obligation obligation) {
        for (var i = 0; i < owedEnd; i++) {
            if (owed[i] == obligation) {
                return true;
            }
        }
        return false;
    }

    private void see() {
        seenEnd = 0;
        if (seen.length < facts.records()) {
            seen = new int[facts.records() * 2];
            seenCourse = new int[facts.records() * 2];
            seenOn = new int[facts.records() * 2];
        }
        for (var at = 0; at < facts.records(); at++) {
            var on = facts.on(at);
            if ((on <= day && on >= countsFrom || on == PersonFacts.UNKNOWN_DAY)
                    && facts.isRecordKnown(at, knownBefore)) {
                seen[seenEnd] = at;
                seenCourse[seenEnd] = facts.course(at);
                seenOn[seenEnd++] = on;
            }
        }
    }

    /** Looks for the pass that meets obligation {@code i}; answers whether there is one without a date. */
    private boolean weigh(int i) {
        if (seenEnd < 0) {
            see();
        }
        var obligation = owed[i];
        var hasUndated = false;
        var first = -1;
        var hasTook = false;
        var isValid = false;
        for (var at = 0; at < seenEnd; at++) {
            if (seenCourse[at] != obligation.course) {
                continue;
            }
            var on = seenOn[at];
            var isPass = obligation.isMetBy(facts.kind(seen[at]));
            if (on == PersonFacts.UNKNOWN_DAY) {
                hasUndated |= isPass;
            } else {
                hasTook |= on >= obligation.countsFrom;
                if (isPass) {
                    if (first < 0 && on >= obligation.countsFrom) {
                        first = seen[at];
                    }
                    isValid = isValid || (on >= obligation.validFrom && !isOutdated(seen[at], obligation));
                }
            }
        }
        pass[i] = first;
        took[i] = hasTook;
        valid[i] = isValid;
        return hasUndated;
    }

    /** Whether a re-check that is past due ends the validity of this pass. */
    private boolean isOutdated(int at, Obligation obligation) {
        for (var recheck : obligation.rechecks) {
            if (recheck.isPastDue()
                    && recheck.affected().contains(facts.version(at))
                    && !isAnswered(recheck, obligation)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnswered(Obligation.OpenRecheck recheck, Obligation obligation) {
        for (var at = 0; at < facts.records(); at++) {
            var on = facts.on(at);
            if (on > day || on < countsFrom || !facts.isRecordKnown(at, knownBefore)) {
                continue;
            }
            var kind = facts.kind(at);
            if (kind == TrainingKind.RECHECK_PASSED) {
                if (facts.version(at) == recheck.number()) {
                    return true;
                }
            } else if (facts.course(at) == obligation.course
                    && obligation.isMetBy(kind)
                    && facts.version(at) >= recheck.version()) {
                return true;
            }
        }
        return false;
    }

    private Reason reason(boolean isMet, boolean isUnclear, boolean isUndated) {
        if (isMet) {
            return Reason.MET;
        }
        var excused = excuses.isEmpty() ? null : excuses.get(facts.person());
        if (excused != null) {
            if ((excused[0] & 2) != 0) {
                return Reason.LONG_LEAVE;
            }
            if ((excused[1] & 2) != 0) {
                return Reason.EXEMPT;
            }
            return Reason.DATA_INCOMPLETE;
        }
        if (isUnclear) {
            return Reason.DATA_INCOMPLETE;
        }
        if (isNew()) {
            return Reason.NEW_IN_GRACE;
        }
        return isUndated ? Reason.DATA_INCOMPLETE : Reason.NOT_MET;
    }

    /** Whether every course still owed has been owed for fewer days than newcomers are given. */
    private boolean isNew() {
        for (var i = 0; i < owedEnd; i++) {
            if (pass[i] < 0) {
                var grace = owed[i].graceDays;
                for (var other = 0; other < owedEnd; other++) {
                    if (owed[other].course == owed[i].course) {
                        grace = Math.min(grace, owed[other].graceDays);
                    }
                }
                if (grace == 0 || day >= firstDayUnder(owed[i].course) + grace) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first day of the present service on which the person fell under a requirement of the day for this course. */
    private int firstDayUnder(int course) {
        var first = Integer.MAX_VALUE / 2;
        for (var i = 0; i < knownEnd; i++) {
            var at = known[i];
            // Service at a unit that was merged or dissolved was service in this tree: nobody is new because of it.
            var where = unitOf[facts.division(at)] == ADRIFT ? 0 : unitOf[facts.division(at)];
            if (where >= 0 && facts.from(at) >= serviceFrom && facts.from(at) < first) {
                for (var obligation : obligations(facts.duty(at), where)) {
                    if (obligation.course == course && facts.to(at) > obligation.ruleFrom) {
                        first = facts.from(at);
                        break;
                    }
                }
            }
        }
        return first;
    }

    /** What a duty at a unit owes on the day; made once for all who have it. */
    private Obligation[] obligations(int duty, int where) {
        if (duty < 0) {
            return NONE;
        }
        var at = duty * tree.size() + where;
        var made = obligationsAt[at];
        if (made == null) {
            made = make(duty, where);
            obligationsAt[at] = made;
        }
        return made;
    }

    private Obligation[] make(int duty, int where) {
        var above = tree.parent(where);
        // Those of the unit above are the same objects, so that two postings do not owe one thing twice.
        var inherited = above < 0 ? NONE : obligations(duty, above);
        var own = new ArrayList<Obligation>();
        for (var rule : rulesByDuty.getOrDefault(duty, List.of())) {
            var set = tree.number(rule.division());
            if (set == where || (set < 0 && above < 0)) {
                rule.courses().stream()
                        .filter(frame.published()::contains)
                        .sorted()
                        .forEach(course -> own.add(
                                new Obligation(rule, course, interned.course(course), date, rechecks(rule, course))));
            }
        }
        if (own.isEmpty()) {
            return inherited;
        }
        var all = Arrays.copyOf(inherited, inherited.length + own.size());
        for (var i = 0; i < own.size(); i++) {
            all[inherited.length + i] = own.get(i);
        }
        return all;
    }

    private List<Obligation.OpenRecheck> rechecks(CourseRule rule, String course) {
        var picked = rule.lessons().get(course);
        return frame.rechecks().stream()
                .filter(recheck -> recheck.course().equals(course)
                        && !recheck.from().isAfter(date)
                        && (picked == null || recheck.lessons().stream().anyMatch(picked::contains)))
                .sorted(Comparator.comparingLong(Recheck::id))
                .map(recheck -> new Obligation.OpenRecheck(
                        recheck.id(),
                        interned.recheck(recheck.id()),
                        recheck.version(),
                        recheck.affectedVersions(),
                        recheck.due().isBefore(date)))
                .toList();
    }

    /** The outcome of a run with what it rests on, or null when nobody is on the roster. */
    @Nullable
    Verdict verdict(int low, int high) {
        var outcome = outcome(low, high);
        if (outcome < 0) {
            return null;
        }
        var person = new PersonId(facts.person());
        var reason = reason(outcome);
        var looked = new ArrayList<RosterPosting>();
        for (var at = low; at < high; at++) {
            if (isActive[at] == (reason != Reason.LEFT)) {
                looked.add(facts.posting(posting[at], person, divisions));
            }
        }
        looked.sort(IN_ORDER);
        if (reason == Reason.LEFT) {
            return new Verdict(person, reason, List.copyOf(looked), List.of(), false, false, false);
        }
        return new Verdict(
                person,
                reason,
                List.copyOf(looked),
                owedCourses(person),
                tookPart(outcome),
                stillValid(outcome),
                (outcome & OVERDUE) != 0);
    }

    private List<OwedCourse> owedCourses(PersonId person) {
        var owedCourses = new ArrayList<OwedCourse>(owedEnd);
        for (var i = 0; i < owedEnd; i++) {
            if (isFirstOfCourse(i)) {
                owedCourses.add(owedCourse(person, i));
            }
        }
        owedCourses.sort(BY_COURSE);
        return Collections.unmodifiableList(owedCourses);
    }

    private boolean isFirstOfCourse(int i) {
        for (var before = 0; before < i; before++) {
            if (owed[before].course == owed[i].course) {
                return false;
            }
        }
        return true;
    }

    private OwedCourse owedCourse(PersonId person, int first) {
        var isMet = true;
        var isValid = true;
        var tookPart = false;
        var latest = -1;
        var due = Integer.MAX_VALUE;
        var dueUnmet = Integer.MAX_VALUE;
        LocalDate until = LocalDate.MAX;
        var rules = new ArrayList<Long>(2);
        var rechecks = new TreeSet<Long>();
        for (var i = first; i < owedEnd; i++) {
            var obligation = owed[i];
            if (obligation.course != owed[first].course) {
                continue;
            }
            rules.add(obligation.rule.id());
            tookPart |= took[i];
            due = Math.min(due, obligation.due);
            if (pass[i] < 0) {
                isMet = false;
                dueUnmet = Math.min(dueUnmet, obligation.due);
            }
            latest = Math.max(latest, pass[i]);
            isValid &= valid[i];
            if (isValid) {
                var end = validUntil(obligation);
                until = end.isBefore(until) ? end : until;
            }
            if (!obligation.rechecks.isEmpty()) {
                rechecks.addAll(openRechecks(obligation));
            }
        }
        rules.sort(Comparator.naturalOrder());
        return new OwedCourse(
                owed[first].courseCode,
                isMet ? facts.record(latest, person, courses) : null,
                tookPart,
                PersonFacts.date(isMet ? due : dueUnmet),
                isValid ? until : null,
                List.copyOf(rechecks),
                Collections.unmodifiableList(rules));
    }

    private LocalDate validUntil(Obligation obligation) {
        var until = LocalDate.MIN;
        for (var at = 0; at < facts.records(); at++) {
            if (isValidPass(at, obligation) && !isOutdated(at, obligation)) {
                var end = obligation.rule.validUntil(PersonFacts.date(facts.on(at)));
                until = end.isAfter(until) ? end : until;
            }
        }
        return until;
    }

    private boolean isValidPass(int at, Obligation obligation) {
        return facts.course(at) == obligation.course
                && facts.isRecordKnown(at, knownBefore)
                && facts.on(at) <= day
                && facts.on(at) >= Math.max(countsFrom, obligation.validFrom)
                && obligation.isMetBy(facts.kind(at));
    }

    /** The re-checks that every valid pass of the person leaves open. */
    private List<Long> openRechecks(Obligation obligation) {
        var open = new ArrayList<Long>();
        for (var recheck : obligation.rechecks) {
            var passes = 0;
            var affected = 0;
            for (var at = 0; at < facts.records(); at++) {
                if (isValidPass(at, obligation)) {
                    passes++;
                    affected += recheck.affected().contains(facts.version(at)) ? 1 : 0;
                }
            }
            if (passes > 0 && passes == affected && !isAnswered(recheck, obligation)) {
                open.add(recheck.id());
            }
        }
        return open;
    }
}
