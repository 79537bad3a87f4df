package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.heldclass.ScannedSeat.Hindrance;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.records.Reversals;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes who came to a class. Attendance goes on record (ADR 0014) once the class is closed as held and there is evidence:
 * the person's code was scanned, or the person was ticked and the signed sheet is attached. What is on record is taken back
 * by a reversal only, which a second person decides.
 */
@Service
public class ClassSignIn {

    private final ClassRows rows;
    private final Codes codes;
    private final PublishedCourses published;
    private final TrainingRecords records;
    private final Reversals reversals;
    private final Attachments attachments;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    ClassSignIn(
            ClassRows rows,
            Codes codes,
            PublishedCourses published,
            TrainingRecords records,
            Reversals reversals,
            Attachments attachments,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.codes = codes;
        this.published = published;
        this.records = records;
        this.reversals = reversals;
        this.attachments = attachments;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Whom a scanned code stands for.
     *
     * @throws NotFound when the code is unknown, the person is off the list, or the class is not within reach: alike
     */
    @Transactional(readOnly = true)
    public ScannedSeat open(String token) {
        var reach = access.require(Action.RECORD_TRAINING);
        return shown(seat(token), reach);
    }

    /**
     * Notes the person behind a scanned code as there; a second time changes nothing.
     *
     * @throws NotFound when the code is unknown, the person is off the list, or the class is not within reach: alike
     * @throws RuleViolation when the class is cancelled, or its day has not come
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ScannedSeat scan(String token) {
        var reach = access.require(Action.RECORD_TRAINING);
        var seat = seat(token);
        var plan = rows.locked(seat.id(), reach);
        // Once more under the lock: the person may have been taken off meanwhile.
        seat(token);
        requireOpen(plan);
        var before = rows.attendance(plan.id()).get(seat.person());
        var recorded = rows.onRecord(plan.id()).containsKey(seat.person());
        if (before != Presence.SCAN && !recorded) {
            if (before == Presence.TICK) {
                rows.removeAttendance(plan.id(), Set.of(seat.person()));
            }
            rows.addAttendance(plan.id(), Set.of(seat.person()), Presence.SCAN);
            audit.record(
                    "class.sign-in",
                    "class " + plan.id().value(),
                    plan.division(),
                    "person " + seat.person().value() + ", code scanned");
            settle(plan);
        }
        return shown(seat, reach);
    }

    /**
     * Notes people as there by ticking; whoever is noted already stays as noted.
     *
     * @throws NotFound when one of them is not on the list
     * @throws RuleViolation when the class is cancelled, or its day has not come
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void tick(ClassId id, Set<PersonId> people) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requireOpen(plan);
        if (!rows.seats(id).keySet().containsAll(people)) {
            throw new NotFound("core.access.not-found");
        }
        addTicks(plan, people);
    }

    /**
     * Puts somebody who came without being on the list there, and notes the person as there.
     *
     * @throws NotFound when the person is not within reach
     * @throws RuleViolation when the class is cancelled, or its day has not come
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void walkIn(ClassId id, PersonId person) {
        var reach = access.require(Action.RECORD_TRAINING);
        var plan = rows.locked(id, reach);
        requireOpen(plan);
        var found = rows.within(reach, Set.of(person), plan.draft().day()).values().stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (!rows.seats(id).containsKey(found.person())) {
            rows.addSeats(id, Set.of(found), Listing.WALK_IN);
        }
        addTicks(plan, Set.of(found.person()));
    }

    /**
     * Takes back that people were there. What is not on record yet is simply no longer noted; what is on record is proposed
     * for reversal, and stands until a second person has agreed.
     *
     * @param reason why; needed where something is on record
     * @return how many reversals wait for a second person now
     * @throws cn.mingbai.core.error.Conflict when one of the reversals waits already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public int untick(ClassId id, Set<PersonId> people, String reason) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        if (plan.state() == ClassState.CANCELLED) {
            throw new RuleViolation("courses.class.cancelled-already");
        }
        if (!rows.seats(id).keySet().containsAll(people)) {
            throw new NotFound("core.access.not-found");
        }
        var onRecord = rows.onRecord(id);
        var present = rows.attendance(id).keySet();
        var proposed = 0;
        var dropped = new TreeSet<PersonId>(java.util.Comparator.comparingLong(PersonId::value));
        for (var person : people) {
            var attendance = onRecord.get(person);
            if (attendance != null) {
                reversals.propose("attendance:" + attendance, plan.division(), reason);
                proposed++;
            } else if (present.contains(person)) {
                dropped.add(person);
            }
        }
        if (!dropped.isEmpty()) {
            rows.removeAttendance(id, dropped);
            audit.record("class.untick", "class " + id.value(), plan.division(), "persons " + ids(dropped));
        }
        return proposed;
    }

    /**
     * Attaches a signed sheet; a class may have several. Of a class that was held, those ticked go on record now.
     *
     * @param fileName the name under which it was uploaded
     * @param bytes a picture or a PDF
     * @throws RuleViolation when the file is of another kind or too large, or the class is cancelled or still to come
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void attachSheet(ClassId id, String fileName, byte[] bytes) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requireOpen(plan);
        var sheet = attachments.store(fileName, bytes, Action.VIEW_TRAINED_PEOPLE, plan.division());
        if (!sheet.isPicture() && !sheet.mediaType().equals("application/pdf")) {
            throw new RuleViolation("courses.class.sheet-type");
        }
        rows.addSheet(id, sheet.id());
        audit.record(
                "class.sheet",
                "class " + id.value(),
                plan.division(),
                "attachment " + sheet.id().value());
        settle(plan);
    }

    /**
     * Closes a class as held: attendance with evidence goes on record.
     *
     * @return how many of those there are not on record for want of a signed sheet
     * @throws RuleViolation when it is over already, its day has not come, or nobody is noted as there
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public int close(ClassId id) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        HeldClasses.requirePlanned(plan);
        requireOpen(plan);
        var present = rows.attendance(id);
        if (present.isEmpty()) {
            throw new RuleViolation("courses.class.nobody-present");
        }
        rows.writePlan(id, ClassState.HELD, plan.draft(), "");
        var held = rows.plan(id, access.require(Action.RECORD_TRAINING));
        audit.record(
                "class.close",
                "class " + id.value(),
                plan.division(),
                present.size() + " of " + rows.seats(id).size() + " were there");
        settle(held);
        return rows.hasSheet(id)
                ? 0
                : (int) present.values().stream()
                        .filter(how -> how == Presence.TICK)
                        .count();
    }

    private void addTicks(ClassRows.Plan plan, Set<PersonId> people) {
        var present = rows.attendance(plan.id()).keySet();
        var added = people.stream().filter(person -> !present.contains(person)).collect(Collectors.toSet());
        if (added.isEmpty()) {
            return;
        }
        rows.addAttendance(plan.id(), added, Presence.TICK);
        audit.record("class.sign-in", "class " + plan.id().value(), plan.division(), "ticked persons " + ids(added));
        settle(plan);
    }

    /** Puts on record what has evidence and is not there yet, if the class was held. */
    private void settle(ClassRows.Plan plan) {
        if (plan.state() != ClassState.HELD) {
            return;
        }
        var draft = plan.draft();
        var versions = published.on(AsOf.on(draft.day(), clock));
        for (var each : rows.unrecorded(plan)) {
            var version = versions.get(each.course());
            if (version == null) {
                throw new RuleViolation("courses.class.not-published", each.course(), draft.day());
            }
            records.record(new TrainingEntry.ClassAttended(
                    each.person(),
                    each.course(),
                    version,
                    draft.day(),
                    draft.hours(),
                    plan.id().value(),
                    "attendance:" + each.attendance() + ":" + each.course()));
        }
    }

    private void requireOpen(ClassRows.Plan plan) {
        switch (hindrance(plan)) {
            case NONE -> {}
            case TOO_EARLY ->
                throw new RuleViolation("courses.class.too-early", plan.draft().day());
            case CANCELLED -> throw new RuleViolation("courses.class.cancelled-already");
        }
    }

    private Hindrance hindrance(ClassRows.Plan plan) {
        if (plan.state() == ClassState.CANCELLED) {
            return Hindrance.CANCELLED;
        }
        return plan.draft().day().isAfter(Times.today(clock)) ? Hindrance.TOO_EARLY : Hindrance.NONE;
    }

    private record Found(ClassId id, PersonId person) {}

    private Found seat(String token) {
        var seat = codes.resolve(CodeKind.CLASS_SEAT, token);
        if (seat.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return rows.seat(seat.getAsLong())
                .map(found -> new Found(found.getKey(), found.getValue()))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private ScannedSeat shown(Found found, Reach reach) {
        var plan = rows.plan(found.id(), reach);
        var list = rows.list(found.id()).stream().map(ClassRows.SeatRow::shown).toList();
        var seat = list.stream()
                .filter(each -> each.person().equals(found.person()))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return new ScannedSeat(
                found.id(),
                plan.draft().title(),
                plan.draft().day(),
                seat.name(),
                seat.parentUnit().isEmpty() ? seat.unit() : seat.parentUnit() + " " + seat.unit(),
                seat.at(),
                hindrance(plan),
                (int) list.stream().filter(HeldClass.Seat::isPresent).count(),
                list.size());
    }

    private static String ids(Set<PersonId> people) {
        return people.stream().map(PersonId::value).sorted().toList().toString();
    }
}
