package cn.mingbai.households.visitapp;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.FactsWatch;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.noticed.Noticing;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import cn.mingbai.households.sheets.SheetCodes;
import cn.mingbai.households.visits.NewVisit;
import cn.mingbai.households.visits.VisitBook;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes in what a phone recorded, in any order and however often it is sent: each record once, into the right household or
 * to the town officer, and never nowhere. All that is new of a call is one transaction; what it changes in the figures is
 * in it.
 */
@Component
class RecordIntake {

    private static final int TRIES = 5;

    /** The place of what answers to no record of the call: a household ticked at a meeting. */
    private static final int NO_ANSWER = -1;

    private final RecordRows rows;
    private final VisitBook visits;
    private final Confirmations confirmations;
    private final ObjectProvider<PolicyQuestions> questions;
    private final FactsWatch watch;
    private final HouseholdDirectory households;
    private final SheetCodes sheets;
    private final BlankSheets blanks;
    private final Codes codes;
    private final Noticing noticing;
    private final Writes writes;
    private final Audit audit;
    private final Clock clock;

    RecordIntake(
            RecordRows rows,
            VisitBook visits,
            Confirmations confirmations,
            ObjectProvider<PolicyQuestions> questions,
            FactsWatch watch,
            HouseholdDirectory households,
            SheetCodes sheets,
            BlankSheets blanks,
            Codes codes,
            Noticing noticing,
            Writes writes,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.visits = visits;
        this.confirmations = confirmations;
        this.questions = questions;
        this.watch = watch;
        this.households = households;
        this.sheets = sheets;
        this.blanks = blanks;
        this.codes = codes;
        this.noticing = noticing;
        this.writes = writes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A record with its time.
     *
     * @param index its place in the call
     * @param household the household that it names by id, number or code, or null when there is none
     * @param blank the blank sheet that it binds, or null
     */
    private record Item(
            int index,
            PhoneRecord record,
            PhoneClock.Reading time,
            @Nullable Long household,
            @Nullable Blank blank) {}

    /**
     * Takes the records in.
     *
     * @return an answer for each, in their order
     */
    List<RecordResult> take(Device device, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        var received = clock.instant();
        var answers = new RecordResult[records.size()];
        var bound = new HashMap<String, Long>();
        records.stream()
                .filter(record -> record.kind() == PhoneRecord.Kind.BIND)
                .filter(record -> record.code() != null && record.household() != null)
                .forEach(record -> bound.put(Codes.normalised(record.code()), record.household()));
        var open = new ArrayList<Item>();
        for (var i = 0; i < answers.length; i++) {
            var record = records.get(i);
            open.add(new Item(
                    i,
                    record,
                    PhoneClock.read(record.at(), deviceNow, received, device.knownSince()),
                    household(record, device, bound),
                    blank(record)));
        }
        for (var attempt = 1; !open.isEmpty(); attempt++) {
            var call = sorted(open, device, answers);
            if (!call.isEmpty()) {
                try {
                    writes.inTransaction(() -> new Writing(device, received, answers).write(call));
                } catch (DuplicateKeyException handedInMeanwhile) {
                    if (attempt == TRIES) {
                        throw handedInMeanwhile;
                    }
                    call.forEach((item, why) -> answers[item.index()] = null);
                }
            }
            open.removeIf(item -> answers[item.index()] != null);
        }
        noticing.handedIn(device.person());
        return List.of(answers);
    }

    /**
     * Answers what was handed in before; the rest is to be written: with null in its place, or with {@link Why#DIFFERS}
     * when its id stands for something else. An id that comes twice in one call waits for the next round.
     */
    private Map<Item, Optional<Why>> sorted(List<Item> open, Device device, @Nullable RecordResult[] answers) {
        var known = rows.known(open.stream().map(item -> item.record().id()).toList());
        var call = new LinkedHashMap<Item, Optional<Why>>();
        var seen = new HashSet<UUID>();
        for (var item : open) {
            var record = item.record();
            var first = known.getOrDefault(record.id(), List.of());
            var same = first.stream()
                    .filter(one -> one.is(record.hash(), device.person().value()))
                    // What the town officer has matched since is answered as what it became.
                    .min(Comparator.comparing(one -> one.why() != null));
            if (same.isPresent()) {
                answers[item.index()] = repeated(record.id(), same.get());
            } else if (seen.add(record.id())) {
                call.put(item, first.isEmpty() ? Optional.empty() : Optional.of(Why.DIFFERS));
            }
        }
        return call;
    }

    private static RecordResult repeated(UUID id, RecordRows.Known first) {
        if (first.why() == null) {
            return new RecordResult(id.toString(), RecordStatus.AGAIN, first.receipt(), null);
        }
        if (first.visit() != null) {
            return new RecordResult(
                    id.toString(), RecordStatus.AGAIN, VisitBook.number(first.recordedAt(), first.visit()), null);
        }
        return new RecordResult(
                id.toString(),
                first.why() == Why.DIFFERS ? RecordStatus.KEPT : RecordStatus.TO_MATCH,
                first.receipt(),
                first.why());
    }

    /** One try to write a call's records. */
    private final class Writing {
        private final Device device;
        private final Instant received;
        private final @Nullable RecordResult[] answers;
        private final List<NewVisit> newVisits = new ArrayList<>();
        private final List<Integer> visitPlaces = new ArrayList<>();
        private final List<RecordRows.ToMatch> kept = new ArrayList<>();
        private final List<Integer> keptPlaces = new ArrayList<>();
        private final Map<Item, Long> meetings = new LinkedHashMap<>();
        private final List<Item> binds = new ArrayList<>();
        private final List<Item> confirms = new ArrayList<>();
        private final Map<Item, Integer> marks = new HashMap<>();
        private final Set<HouseholdId> changing = new HashSet<>();
        private Map<HouseholdId, DivisionId> locked = Map.of();

        Writing(Device device, Instant received, @Nullable RecordResult[] answers) {
            this.device = device;
            this.received = received;
            this.answers = answers;
        }

        void write(Map<Item, Optional<Why>> call) {
            var named = new ArrayList<HouseholdId>();
            call.keySet().forEach(item -> {
                if (item.household() != null) {
                    named.add(new HouseholdId(item.household()));
                }
                item.record().ticked().forEach(id -> named.add(new HouseholdId(id)));
            });
            locked = rows.lock(named);
            mark(call.keySet());
            call.forEach((item, differs) -> place(item, differs.orElse(null)));
            if (changing.isEmpty()) {
                insert();
            } else {
                watch.around(changing, received, this::insert);
            }
        }

        /** Counts the right answers; what answers questions that never were stays without. */
        private void mark(Set<Item> items) {
            for (var item : items) {
                var confirm = item.record().confirm();
                if (confirm != null) {
                    questions
                            .getIfAvailable(() -> PolicyQuestions.NONE)
                            .right(confirm.version(), confirm.answers())
                            .ifPresent(right -> marks.put(item, right));
                }
            }
        }

        private void place(Item item, @Nullable Why differs) {
            var record = item.record();
            var why = differs != null ? differs : whyNot(item);
            if (why != null) {
                keep(item, item.index(), record.id(), why, record.content());
            } else if (record.kind() == PhoneRecord.Kind.MEETING) {
                placeMeeting(item);
            } else if (record.kind() == PhoneRecord.Kind.BIND) {
                binds.add(item);
            } else if (record.kind() == PhoneRecord.Kind.CONFIRM) {
                confirms.add(item);
                changing.add(new HouseholdId(Objects.requireNonNull(item.household())));
            } else {
                visit(item, item.index(), Objects.requireNonNull(item.household()), record.id(), null);
            }
        }

        // A meeting's households are placed one by one: one ticked in error waits for the officer, not all the others.
        private void placeMeeting(Item item) {
            var id = rows.nextMeeting();
            meetings.put(item, id);
            for (var household : item.record().ticked()) {
                var tick = RecordRows.tick(item.record().id(), household);
                var why = whyNotAt(item, household);
                if (why == null) {
                    visit(item, NO_ANSWER, household, tick, id);
                } else {
                    keep(item, NO_ANSWER, tick, why, new RecordRows.Tick(id, household).content());
                }
            }
        }

        private @Nullable Why whyNot(Item item) {
            var record = item.record();
            if (!record.readable() || record.contradictsItself()) {
                return Why.UNREADABLE;
            }
            if (!device.inForce(item.time().happenedAt())) {
                return device.withdrawnAt() == null ? Why.KEY_EXPIRED : Why.PHONE_WITHDRAWN;
            }
            return switch (Objects.requireNonNull(record.kind())) {
                case VISIT -> whyNotAt(item, item.household());
                case MEETING -> device.serves(village(item), item.time().visitedOn()) ? null : Why.OTHER_VILLAGE;
                case BIND -> whyNotBound(item);
                case FOUND -> Why.FOUND;
                case CONFIRM -> marks.containsKey(item) ? whyNotAt(item, item.household()) : Why.UNREADABLE;
            };
        }

        private @Nullable Why whyNotAt(Item item, @Nullable Long household) {
            var village = household == null ? null : locked.get(new HouseholdId(household));
            if (village == null) {
                return Why.UNKNOWN_HOUSEHOLD;
            }
            return device.serves(village, item.time().visitedOn()) ? null : Why.OTHER_VILLAGE;
        }

        private @Nullable Why whyNotBound(Item item) {
            var blank = item.blank();
            var why = whyNotAt(item, item.household());
            if (why != null || blank == null) {
                return why == null ? Why.BLANK : why;
            }
            var household = new HouseholdId(Objects.requireNonNull(item.household()));
            var fits = blank.village().equals(locked.get(household))
                    && (blank.household() == null || blank.household().equals(household));
            return fits ? null : Why.BLANK;
        }

        /** Whose officer looks at it: of the village in whose list the phone stood, or for which it was registered. */
        private DivisionId village(Item item) {
            var named = item.record().village();
            return named != null
                            && device.posts().stream()
                                    .anyMatch(post -> post.village().value() == named)
                    ? new DivisionId(named)
                    : device.home();
        }

        private void visit(Item item, int place, long household, UUID id, @Nullable Long meeting) {
            var record = item.record();
            var village = Objects.requireNonNull(locked.get(new HouseholdId(household)));
            var mark = item.time().mark();
            var alone = meeting == null;
            newVisits.add(new NewVisit(
                    id,
                    new HouseholdId(household),
                    village,
                    device.person(),
                    item.time().visitedOn(),
                    alone ? Objects.requireNonNull(record.outcome()) : VisitOutcome.MEETING,
                    alone ? record.informed() : null,
                    record.hash(),
                    new NewVisit.OfPhone(
                            device.id().value(),
                            meeting,
                            item.time().happenedAt(),
                            record.at(),
                            mark == null ? null : mark.name(),
                            alone ? record.seconds() : null,
                            alone && record.informed() != null ? record.member() : null)));
            visitPlaces.add(place);
            changing.add(new HouseholdId(household));
        }

        private void keep(Item item, int place, UUID id, Why why, String content) {
            kept.add(new RecordRows.ToMatch(
                    id,
                    item.record().hash(),
                    village(item),
                    item.record().kind(),
                    why,
                    content,
                    item.record().at(),
                    item.time()));
            keptPlaces.add(place);
        }

        private void insert() {
            meetings.forEach((item, id) -> {
                rows.meeting(id, item.record(), village(item), device, item.time(), received);
                answer(item.index(), item.record().id(), RecordStatus.RECEIVED, 'M', id, null);
            });
            if (!newVisits.isEmpty()) {
                var ids = visits.insertAll(newVisits, received);
                for (var i = 0; i < ids.length; i++) {
                    answer(visitPlaces.get(i), newVisits.get(i).clientId(), RecordStatus.RECEIVED, 'V', ids[i], null);
                }
            }
            var keptIds = rows.keep(kept, device, received);
            for (var i = 0; i < kept.size(); i++) {
                var why = kept.get(i).why();
                answer(
                        keptPlaces.get(i),
                        kept.get(i).id(),
                        why == Why.DIFFERS ? RecordStatus.KEPT : RecordStatus.TO_MATCH,
                        'D',
                        keptIds.get(i),
                        why);
            }
            binds.forEach(this::bind);
            confirm();
            audit.recordFor(
                    device.person(),
                    "visit.hand-in",
                    "phone " + device.id().value(),
                    device.home(),
                    newVisits.size() + " visits, " + meetings.size() + " meetings, " + binds.size() + " blank sheets, "
                            + confirms.size() + " confirmations, " + kept.size() + " to match");
        }

        private void bind(Item item) {
            var blank = Objects.requireNonNull(item.blank());
            var household = Objects.requireNonNull(item.household());
            var id = blank.household() == null
                    ? rows.bind(item.record(), blank.id(), household, device, item.time(), received)
                    : blank.id().value();
            answer(item.index(), item.record().id(), RecordStatus.RECEIVED, 'B', id, null);
        }

        private void confirm() {
            var ids = confirmations.insertAll(
                    confirms.stream().map(this::confirmation).toList(), received);
            for (var i = 0; i < ids.size(); i++) {
                var item = confirms.get(i);
                answer(item.index(), item.record().id(), RecordStatus.RECEIVED, 'C', ids.get(i), null);
            }
        }

        private Confirmations.OfPhone confirmation(Item item) {
            var confirm = Objects.requireNonNull(item.record().confirm());
            var household = new HouseholdId(Objects.requireNonNull(item.household()));
            var mark = item.time().mark();
            return new Confirmations.OfPhone(
                    item.record().id(),
                    household,
                    Objects.requireNonNull(locked.get(household)),
                    device.person(),
                    device.id().value(),
                    confirm.how(),
                    confirm.version(),
                    Objects.requireNonNull(marks.get(item)),
                    item.time().visitedOn(),
                    item.time().happenedAt(),
                    item.record().at(),
                    mark == null ? null : mark.name(),
                    item.record().hash());
        }

        private void answer(int place, UUID record, RecordStatus status, char table, long id, @Nullable Why why) {
            if (place != NO_ANSWER) {
                answers[place] =
                        new RecordResult(record.toString(), status, RecordRows.number(table, received, id), why);
            }
        }
    }

    /** The household that a record names: by id, else by the typed number, else by the scanned code. */
    private @Nullable Long household(PhoneRecord record, Device device, Map<String, Long> boundInThisCall) {
        if (record.household() != null) {
            return record.household();
        }
        if (record.number() != null) {
            return byNumber(
                    record.number(), record.village() == null ? device.home() : new DivisionId(record.village()));
        }
        if (record.code() == null) {
            return null;
        }
        return sheets.behind(record.code())
                .map(SheetCodes.Sheet::household)
                .map(HouseholdId::value)
                .orElseGet(() -> boundInThisCall.get(Codes.normalised(record.code())));
    }

    private @Nullable Long byNumber(String number, DivisionId village) {
        try {
            return households
                    .byNumber(village, HouseholdNumber.typed(number))
                    .map(HouseholdId::value)
                    .orElse(null);
        } catch (RuleViolation mistyped) {
            return null;
        }
    }

    private @Nullable Blank blank(PhoneRecord record) {
        if (record.kind() != PhoneRecord.Kind.BIND || record.code() == null) {
            return null;
        }
        var blank = codes.resolve(CodeKind.BLANK, record.code());
        return blank.isEmpty()
                ? null
                : blanks.find(new BlankId(blank.getAsLong())).orElse(null);
    }
}
