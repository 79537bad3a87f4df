package cn.mingbai.households.visitapp;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.devices.DeviceKeys;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.FoundHouseholds;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdLocks;
import cn.mingbai.households.ledger.HouseholdLocks.Held;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.noticed.Noticing;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankNumber;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import cn.mingbai.households.sheets.SheetCodes;
import cn.mingbai.households.visits.NewVisit;
import cn.mingbai.households.visits.VisitBook;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.VisitsWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes in what phones recorded, in any order and however often it is sent: each record once, into the right household or
 * to the town officer, and never nowhere. All that is new of a call is in one transaction, together with what other phones
 * hand in at the same moment; what it changes in the figures is in it.
 */
@Component
class RecordIntake {

    private static final int TRIES = 5;

    /** How many transactions write at the same time: more would wait for each other's rows, not for the disk. */
    private static final int WRITERS = 2;

    /** The most records of several calls in one transaction. */
    private static final int MOST_TOGETHER = 200;

    /** How long after one transaction the next begins: what comes meanwhile shares it. */
    private static final Duration APART = Duration.ofMillis(6);

    private final LatelyKnown lately = new LatelyKnown();
    private final DeviceKeys keys;
    private final RecordRows rows;
    private final VisitBook visits;
    private final Confirmations confirmations;
    private final ObjectProvider<PolicyQuestions> questions;
    private final VisitsWatch watch;
    private final HouseholdLocks locks;
    private final HouseholdDirectory households;
    private final FoundHouseholds found;
    private final SheetCodes sheets;
    private final BlankSheets blanks;
    private final PolicyDirectory policies;
    private final Codes codes;
    private final WaitingForBlank waiting;
    private final Noticing noticing;
    private final Writes writes;
    private final Audit audit;
    private final Clock clock;
    private final Together<Call> together = new Together<>(WRITERS, MOST_TOGETHER, APART, this::writeAll);

    RecordIntake(
            DeviceKeys keys,
            RecordRows rows,
            VisitBook visits,
            Confirmations confirmations,
            ObjectProvider<PolicyQuestions> questions,
            VisitsWatch watch,
            HouseholdLocks locks,
            HouseholdDirectory households,
            FoundHouseholds found,
            SheetCodes sheets,
            BlankSheets blanks,
            PolicyDirectory policies,
            Codes codes,
            WaitingForBlank waiting,
            Noticing noticing,
            Writes writes,
            Audit audit,
            Clock clock) {
        this.keys = keys;
        this.rows = rows;
        this.visits = visits;
        this.confirmations = confirmations;
        this.questions = questions;
        this.watch = watch;
        this.locks = locks;
        this.households = households;
        this.found = found;
        this.sheets = sheets;
        this.blanks = blanks;
        this.policies = policies;
        this.codes = codes;
        this.waiting = waiting;
        this.noticing = noticing;
        this.writes = writes;
        this.audit = audit;
        this.clock = clock;
    }

    /** What one phone hands in at once. */
    private static final class Call {
        private final @Nullable String key;
        private final @Nullable Instant deviceNow;
        private final Instant received;
        private final List<PhoneRecord> records;
        private final @Nullable RecordResult[] answers;
        private Device device;
        private List<Item> items = List.of();

        Call(
                @Nullable String key,
                Device device,
                @Nullable Instant deviceNow,
                Instant received,
                List<PhoneRecord> records) {
            this.key = key;
            this.device = device;
            this.deviceNow = deviceNow;
            this.received = received;
            this.records = records;
            this.answers = new RecordResult[records.size()];
        }

        LocalDate day() {
            return Times.dayOf(received);
        }
    }

    /**
     * A record with its time.
     *
     * @param index its place in the call
     * @param household the household that it names by id, number or code, or null when there is none
     * @param blank the blank sheet that it binds, or null
     * @param unbound the blank sheet whose code it names, or null
     */
    private record Item(
            Device device,
            int index,
            PhoneRecord record,
            PhoneClock.Reading time,
            @Nullable Long household,
            @Nullable Blank blank,
            @Nullable BlankId unbound) {}

    /**
     * The phone with this key as it was known when it was last looked at: enough to read what it sends.
     *
     * @param ask finds one that was not looked at lately, or throws
     */
    Device lately(String key, Function<String, Device> ask) {
        return lately.of(key, ask);
    }

    /**
     * Takes the records of a phone in that showed its key. What the phone is and may is asked when its records are written,
     * for all that are written together.
     *
     * @param lately the phone with this key as it was known at some time
     * @return an answer for each, in their order
     * @throws AccessRefused when the key is unknown by now
     */
    List<RecordResult> take(String key, Device lately, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        return take(new Call(key, lately, deviceNow, clock.instant(), records));
    }

    /**
     * Takes the records in.
     *
     * @return an answer for each, in their order
     */
    List<RecordResult> take(Device device, @Nullable Instant deviceNow, List<PhoneRecord> records) {
        return take(new Call(null, device, deviceNow, clock.instant(), records));
    }

    private List<RecordResult> take(Call call) {
        if (call.records.isEmpty()) {
            return List.of();
        }
        call.items = items(call);
        together.doWith(call, call.records.size());
        noticing.handedIn(call.device.person());
        return List.of(call.answers);
    }

    private List<Item> items(Call call) {
        var given =
                call.records.stream().map(record -> blank(record, call.device)).toList();
        var bound = new HashMap<BlankId, Long>();
        for (var i = 0; i < given.size(); i++) {
            var blank = given.get(i);
            var household = call.records.get(i).household();
            if (blank != null && household != null) {
                bound.putIfAbsent(blank.id(), household);
            }
        }
        var items = new ArrayList<Item>();
        for (var record : call.records) {
            var sheet = sheet(record);
            items.add(new Item(
                    call.device,
                    items.size(),
                    record,
                    PhoneClock.read(record.at(), call.deviceNow, call.received, call.device.knownSince()),
                    household(record, sheet, call.device, bound),
                    given.get(items.size()),
                    sheet == null ? null : sheet.blank()));
        }
        return items;
    }

    /** Calls of one day are one transaction: what is recorded on a day is counted under that day. */
    private void writeAll(List<Call> calls) {
        identify(calls);
        calls.stream()
                .collect(Collectors.groupingBy(Call::day, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(this::write);
    }

    private void identify(List<Call> calls) {
        var shown =
                calls.stream().map(call -> call.key).filter(Objects::nonNull).collect(Collectors.toSet());
        var found = keys.behind(shown);
        for (var call : calls) {
            if (call.key == null) {
                continue;
            }
            var device = found.get(call.key);
            if (device == null) {
                throw new AccessRefused("households.phone.key-unknown");
            }
            if (!device.equals(call.device)) {
                lately.isNow(call.key, device);
                call.device = device;
                call.items = items(call);
            }
        }
    }

    private void write(List<Call> calls) {
        for (var attempt = 1; ; attempt++) {
            var open = calls.stream()
                    .flatMap(call -> call.items.stream().filter(item -> call.answers[item.index()] == null))
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            var now = calls.stream()
                    .map(call -> call.received)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            try {
                var answers = writes.inTransaction(() -> new Writing(now).write(open));
                calls.forEach(call -> call.items.forEach(item -> {
                    if (answers.containsKey(item)) {
                        call.answers[item.index()] = answers.get(item);
                    }
                }));
            } catch (DuplicateKeyException handedInMeanwhile) {
                if (attempt >= TRIES) {
                    throw handedInMeanwhile;
                }
            }
        }
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

    /** One try to write records, in its transaction. */
    private final class Writing {
        private final Instant now;
        private final Map<Item, RecordResult> answers = new IdentityHashMap<>();
        private final List<NewVisit> newVisits = new ArrayList<>();
        private final List<@Nullable Item> visitItems = new ArrayList<>();
        private final List<RecordRows.ToMatch> kept = new ArrayList<>();
        private final List<@Nullable Item> keptItems = new ArrayList<>();
        private final Map<Item, Long> meetings = new LinkedHashMap<>();
        private final List<Item> binds = new ArrayList<>();
        private final Map<BlankId, HouseholdId> given = new HashMap<>();
        private final Map<Item, Long> givenSince = new IdentityHashMap<>();
        private final List<Item> confirms = new ArrayList<>();
        private final Map<Item, OptionalInt> marks = new IdentityHashMap<>();
        private final Set<HouseholdId> changing = new HashSet<>();
        private final Map<Device, Counts> counts = new LinkedHashMap<>();
        private Held held = locks.hold(List.of());

        Writing(Instant now) {
            this.now = now;
        }

        /**
         * Writes what is new of the records and answers what was handed in before. An id that comes twice is missing from
         * the answer the second time: it waits for the next try.
         */
        Map<Item, RecordResult> write(List<Item> open) {
            var named = new ArrayList<HouseholdId>();
            lookAtBlanksAgain(open);
            open.forEach(item -> {
                var household = household(item);
                if (household != null) {
                    named.add(new HouseholdId(household));
                }
                item.record().ticked().forEach(id -> named.add(new HouseholdId(id)));
            });
            held = locks.hold(named);
            var known = rows.known(open.stream().map(item -> item.record().id()).toList());
            var seen = new HashSet<UUID>();
            for (var item : open) {
                var record = item.record();
                var first = known.getOrDefault(record.id(), List.of());
                var same = first.stream()
                        .filter(one ->
                                one.is(record.hash(), item.device().person().value()))
                        // What the town officer has matched since is answered as what it became.
                        .min(Comparator.comparing(one -> one.why() != null));
                if (same.isPresent()) {
                    answers.put(item, repeated(record.id(), same.get()));
                } else if (seen.add(record.id())) {
                    place(item, first.isEmpty() ? null : Why.DIFFERS);
                }
            }
            insert();
            return answers;
        }

        // A sheet that nobody had when its visit came may have been given to somebody since. Its row is locked:
        // whoever comes second, the visit or the giving, sees the other.
        private void lookAtBlanksAgain(List<Item> open) {
            var concerned = open.stream()
                    .flatMap(item -> Stream.of(
                            Optional.ofNullable(item.unbound()),
                            Optional.ofNullable(item.blank()).map(Blank::id)))
                    .flatMap(Optional::stream)
                    .collect(Collectors.toSet());
            if (concerned.isEmpty()) {
                return;
            }
            blanks.lock(concerned);
            open.stream()
                    .filter(item -> item.unbound() != null && item.household() == null)
                    .forEach(item -> blanks.find(Objects.requireNonNull(item.unbound()))
                            .map(Blank::household)
                            .ifPresent(holder -> givenSince.put(item, holder.value())));
        }

        private @Nullable Long household(Item item) {
            return item.household() == null ? givenSince.get(item) : item.household();
        }

        private void place(Item item, @Nullable Why differs) {
            var record = item.record();
            var why = differs != null ? differs : whyNot(item);
            if (why != null) {
                keep(item, item, record.id(), why, record.content());
                return;
            }
            switch (Objects.requireNonNull(record.kind())) {
                case MEETING -> placeMeeting(item);
                case BIND -> placeBind(item);
                case FOUND -> placeFound(item);
                case CONFIRM -> {
                    confirms.add(item);
                    counts(item).confirms++;
                    changing.add(new HouseholdId(Objects.requireNonNull(household(item))));
                }
                case VISIT -> visit(item, item, Objects.requireNonNull(household(item)), record.id(), null);
            }
        }

        // A meeting's households are placed one by one: one ticked in error waits for the officer, not all the others.
        private void placeMeeting(Item item) {
            var id = rows.nextMeeting();
            meetings.put(item, id);
            counts(item).meetings++;
            for (var household : item.record().ticked()) {
                var tick = RecordRows.tick(item.record().id(), household);
                var why = whyNotAt(item, household);
                if (why == null) {
                    visit(item, null, household, tick, id);
                } else {
                    keep(item, null, tick, why, new RecordRows.Tick(id, household).content());
                }
            }
        }

        // A blank sheet is given once: to the same household again it stays as it is, also within this transaction.
        private void placeBind(Item item) {
            var blank = Objects.requireNonNull(item.blank()).id();
            var household = new HouseholdId(Objects.requireNonNull(household(item)));
            counts(item).binds++;
            if (given.putIfAbsent(blank, household) == null) {
                binds.add(item);
            } else {
                answer(item, RecordStatus.RECEIVED, 'B', blank.value(), null);
            }
        }

        // It is due from this moment on, and was told in the same moment when the record says so.
        private void placeFound(Item item) {
            var record = item.record();
            var details = Objects.requireNonNull(record.found());
            var village = village(item);
            var added = found.addByPhone(
                    village,
                    details.details(),
                    details.evidence(),
                    item.time().visitedOn(),
                    new FoundHouseholds.ByPhone(
                            item.device().person(), item.device().id().value(), record.id(), record.hash()));
            held.entered(added.household(), village);
            counts(item).found++;
            answer(item, RecordStatus.RECEIVED, 'F', added.note(), null);
            if (record.outcome() != null) {
                visit(item, null, added.household().value(), RecordRows.tick(record.id(), 0), null);
            }
        }

        private @Nullable Why whyNot(Item item) {
            var record = item.record();
            if (!record.readable() || record.contradictsItself()) {
                return Why.UNREADABLE;
            }
            var device = item.device();
            if (!device.inForce(item.time().happenedAt())) {
                return device.withdrawnAt() == null ? Why.KEY_EXPIRED : Why.PHONE_WITHDRAWN;
            }
            return switch (Objects.requireNonNull(record.kind())) {
                case VISIT -> whyNotAt(item, household(item));
                case MEETING, FOUND -> device.serves(village(item), item.time().visitedOn()) ? null : Why.OTHER_VILLAGE;
                case BIND -> whyNotBound(item);
                case CONFIRM -> right(item).isPresent() ? whyNotAt(item, household(item)) : Why.UNREADABLE;
            };
        }

        /** How many answers are right; empty when they answer questions that never were. */
        private OptionalInt right(Item item) {
            var confirm = Objects.requireNonNull(item.record().confirm());
            return marks.computeIfAbsent(
                    item,
                    one -> questions
                            .getIfAvailable(() -> PolicyQuestions.NONE)
                            .right(confirm.version(), confirm.answers()));
        }

        private @Nullable Why whyNotAt(Item item, @Nullable Long household) {
            var village = household == null ? null : villageOf(item, household);
            if (village == null) {
                return Why.UNKNOWN_HOUSEHOLD;
            }
            return item.device().serves(village, item.time().visitedOn()) ? null : Why.OTHER_VILLAGE;
        }

        /** Where the household belonged on the day of the record, whatever has become of it since. */
        private @Nullable DivisionId villageOf(Item item, long household) {
            return held.villageOn(new HouseholdId(household), item.time().visitedOn());
        }

        private @Nullable Why whyNotBound(Item item) {
            var blank = item.blank();
            var why = whyNotAt(item, household(item));
            if (why != null || blank == null) {
                return why == null ? Why.BLANK : why;
            }
            var household = new HouseholdId(Objects.requireNonNull(household(item)));
            // Read again: since the call came, or earlier in it, the sheet may have been given to somebody.
            blanks.find(blank.id()).map(Blank::household).ifPresent(holder -> given.putIfAbsent(blank.id(), holder));
            var fits = blank.village().equals(villageOf(item, household.value()))
                    && given.getOrDefault(blank.id(), household).equals(household);
            return fits ? null : Why.BLANK;
        }

        /** Whose officer looks at it: of the village in whose list the phone stood, or for which it was registered. */
        private DivisionId village(Item item) {
            var named = item.record().village();
            return named != null
                            && item.device().posts().stream()
                                    .anyMatch(post -> post.village().value() == named)
                    ? new DivisionId(named)
                    : item.device().home();
        }

        private void visit(Item item, @Nullable Item answered, long household, UUID id, @Nullable Long meeting) {
            var record = item.record();
            var village = Objects.requireNonNull(villageOf(item, household));
            var mark = item.time().mark();
            var alone = meeting == null;
            var outcome = alone ? Objects.requireNonNull(record.outcome()) : VisitOutcome.MEETING;
            newVisits.add(new NewVisit(
                    id,
                    new HouseholdId(household),
                    village,
                    item.device().person(),
                    item.time().visitedOn(),
                    outcome,
                    alone ? record.informed() : null,
                    record.hash(),
                    new NewVisit.OfPhone(
                            item.device().id().value(),
                            meeting,
                            item.time().happenedAt(),
                            record.at(),
                            mark == null ? null : mark.name(),
                            alone ? record.seconds() : null,
                            alone && record.informed() != null ? record.member() : null)));
            visitItems.add(answered);
            counts(item).visits++;
            // Where nobody was spoken to, no figure changes.
            if (outcome.spoke()) {
                changing.add(new HouseholdId(household));
            }
        }

        private void keep(Item item, @Nullable Item answered, UUID id, Why why, String content) {
            kept.add(new RecordRows.ToMatch(
                    item.device(),
                    id,
                    item.record().hash(),
                    village(item),
                    item.record().kind(),
                    why,
                    why == Why.UNKNOWN_HOUSEHOLD && item.record().ticked().isEmpty() ? item.unbound() : null,
                    content,
                    item.record().at(),
                    item.time()));
            keptItems.add(answered);
            counts(item).kept++;
        }

        private void insert() {
            meetings.forEach((item, id) -> {
                rows.meeting(id, item.record(), village(item), item.device(), item.time(), now);
                answer(item, RecordStatus.RECEIVED, 'M', id, null);
            });
            if (!newVisits.isEmpty() || !confirms.isEmpty()) {
                var versions = policies.versions();
                watch.around(held, changing, versions, now, () -> {
                    var inserted = visits.insertAll(newVisits, versions, now);
                    for (var i = 0; i < newVisits.size(); i++) {
                        answer(visitItems.get(i), RecordStatus.RECEIVED, 'V', inserted.ids()[i], null);
                    }
                    return inserted.change().with(confirm());
                });
            }
            var keptIds = rows.keep(kept, now);
            for (var i = 0; i < kept.size(); i++) {
                var why = kept.get(i).why();
                answer(
                        keptItems.get(i),
                        why == Why.DIFFERS ? RecordStatus.KEPT : RecordStatus.TO_MATCH,
                        'D',
                        keptIds.get(i),
                        why);
            }
            binds.forEach(this::bind);
            if (!counts.isEmpty()) {
                audit.recordAllFor(counts.entrySet().stream()
                        .map(entry -> new Audit.Entry(
                                entry.getKey().person(),
                                entry.getKey().name(),
                                "visit.hand-in",
                                "phone " + entry.getKey().id().value(),
                                entry.getKey().home(),
                                entry.getValue().toString()))
                        .toList());
            }
        }

        private void bind(Item item) {
            var blank = Objects.requireNonNull(item.blank());
            var household = Objects.requireNonNull(household(item));
            var id = rows.bind(item.record(), blank.id(), household, item.device(), item.time(), now);
            answer(item, RecordStatus.RECEIVED, 'B', id, null);
            waiting.resolve(
                    blank.id(), new HouseholdId(household), item.device().person(), now);
        }

        private VisitsWatch.Restated confirm() {
            var inserted = confirmations.insertAll(
                    confirms.stream().map(this::confirmation).toList(), now);
            for (var i = 0; i < confirms.size(); i++) {
                answer(
                        confirms.get(i),
                        RecordStatus.RECEIVED,
                        'C',
                        inserted.ids().get(i),
                        null);
            }
            return inserted.restated();
        }

        private Confirmations.OfPhone confirmation(Item item) {
            var confirm = Objects.requireNonNull(item.record().confirm());
            var household = new HouseholdId(Objects.requireNonNull(household(item)));
            var mark = item.time().mark();
            return new Confirmations.OfPhone(
                    item.record().id(),
                    household,
                    Objects.requireNonNull(villageOf(item, household.value())),
                    item.device().person(),
                    item.device().id().value(),
                    confirm.how(),
                    confirm.version(),
                    right(item).orElseThrow(),
                    item.time().visitedOn(),
                    item.time().happenedAt(),
                    item.record().at(),
                    mark == null ? null : mark.name(),
                    item.record().hash());
        }

        private Counts counts(Item item) {
            return counts.computeIfAbsent(item.device(), device -> new Counts());
        }

        private void answer(@Nullable Item item, RecordStatus status, char table, long id, @Nullable Why why) {
            if (item != null) {
                answers.put(
                        item,
                        new RecordResult(
                                item.record().id().toString(), status, RecordRows.number(table, now, id), why));
            }
        }
    }

    /** What came of one phone, for the audit trail. */
    private static final class Counts {
        private int visits;
        private int meetings;
        private int binds;
        private int confirms;
        private int found;
        private int kept;

        @Override
        public String toString() {
            return visits + " visits, " + meetings + " meetings, " + binds + " blank sheets, "
                    + confirms + " confirmations, " + (found == 0 ? "" : found + " households found, ") + kept
                    + " to match";
        }
    }

    /**
     * The household that a record names: by id, else by the typed number, else by the scanned code.
     *
     * @param sheet what the scanned code leads to, or null
     * @param boundInThisCall to whom blank sheets are given by records of the same call
     */
    private @Nullable Long household(
            PhoneRecord record, SheetCodes.@Nullable Sheet sheet, Device device, Map<BlankId, Long> boundInThisCall) {
        if (record.household() != null) {
            return record.household();
        }
        if (record.number() != null) {
            return byNumber(
                    record.number(), record.village() == null ? device.home() : new DivisionId(record.village()));
        }
        if (sheet == null) {
            return null;
        }
        var household = sheet.household();
        return household != null
                ? Long.valueOf(household.value())
                : sheet.blank() == null ? null : boundInThisCall.get(sheet.blank());
    }

    private SheetCodes.@Nullable Sheet sheet(PhoneRecord record) {
        return record.code() == null || record.household() != null || record.number() != null
                ? null
                : sheets.behind(record.code()).orElse(null);
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

    /** The blank sheet that a record gives to a household: by its code, or by its number typed. */
    private @Nullable Blank blank(PhoneRecord record, Device device) {
        if (record.kind() != PhoneRecord.Kind.BIND) {
            return null;
        }
        if (record.code() != null) {
            var blank = codes.resolve(CodeKind.BLANK, record.code());
            return blank.isEmpty()
                    ? null
                    : blanks.find(new BlankId(blank.getAsLong())).orElse(null);
        }
        if (record.number() == null) {
            return null;
        }
        try {
            return blanks.find(
                            record.village() == null ? device.home() : new DivisionId(record.village()),
                            BlankNumber.typed(record.number()))
                    .orElse(null);
        } catch (RuleViolation mistyped) {
            return null;
        }
    }
}
