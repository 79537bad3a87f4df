package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.visitapp.PartRecord;
import cn.mingbai.households.visitapp.RecordResult;
import cn.mingbai.households.visitapp.RecordStatus;
import cn.mingbai.households.visitapp.VisitAppPart;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The inspector's check form in the visit app: which doors a phone shows, and taking in what was found there.
 *
 * <p>A check that cannot be placed is kept for the desk, never refused: the day's work of somebody who stood at a door is not
 * lost because the inspection was ended, or the inspector replaced, before the phone had a line.
 *
 * @see "ADR 0041"
 */
@Component
@Internal
class CheckPart implements VisitAppPart {

    private final CheckPack packs;
    private final CheckRows rows;
    private final PhoneFindings findings;
    private final Access access;
    private final Clock clock;

    CheckPart(CheckPack packs, CheckRows rows, PhoneFindings findings, Access access, Clock clock) {
        this.packs = packs;
        this.rows = rows;
        this.findings = findings;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String scripts() {
        return "cn/mingbai/district/inspections/app/";
    }

    @Override
    public String words() {
        return "district-check";
    }

    @Override
    public String prefix() {
        return "district.app.";
    }

    @Override
    public Optional<Object> pack(PersonId person) {
        return access.reachOf(person, Action.INSPECT, Times.today(clock)).map(reach -> packs.of(person));
    }

    @Override
    public List<RecordResult> take(Device device, List<PartRecord> records) {
        var answers = new RecordResult[records.size()];
        // The refused door before its replacement, whatever order they came in.
        IntStream.range(0, records.size())
                .boxed()
                .sorted(Comparator.comparing(i -> records.get(i).happenedAt()))
                .forEach(i -> answers[i] = take(device, records.get(i)));
        return List.of(answers);
    }

    private RecordResult take(Device device, PartRecord record) {
        var before = rows.under(record.id());
        var same = before.stream().filter(row -> is(row, device, record)).findFirst();
        if (same.isPresent()) {
            return again(record, same.get());
        }
        var check = PhoneCheck.read(record.content(), record.day());
        var why = before.isEmpty() ? place(device, record, check) : CheckWhy.DIFFERS;
        var village = rows.village(check.item());
        try {
            var id = rows.insert(
                    device, record, village.isEmpty() ? null : check.item(), village.orElse(device.home()), why);
            if (why == null && check.item() != null) {
                placeEarly(check.item());
            }
            return answer(
                    record,
                    why == null
                            ? RecordStatus.RECEIVED
                            : why == CheckWhy.DIFFERS ? RecordStatus.KEPT : RecordStatus.TO_MATCH,
                    CheckRows.receipt(record.received(), id),
                    why);
        } catch (DuplicateKeyException handedInMeanwhile) {
            return rows.under(record.id()).stream()
                    .filter(row -> is(row, device, record))
                    .findFirst()
                    .map(row -> again(record, row))
                    .orElseThrow(() -> handedInMeanwhile);
        }
    }

    /** Records what was found; why not, or null when it stands. */
    private @Nullable CheckWhy place(Device device, PartRecord record, PhoneCheck check) {
        var item = check.item();
        var finding = check.finding();
        if (item == null || finding == null) {
            return CheckWhy.UNREADABLE;
        }
        if (!device.inForce(record.happenedAt())) {
            return device.withdrawnAt() == null ? CheckWhy.KEY_EXPIRED : CheckWhy.PHONE_WITHDRAWN;
        }
        if (access.reachOf(device.person(), Action.INSPECT, record.day()).isEmpty()) {
            return CheckWhy.NOT_YOURS;
        }
        var answer = findings.record(device.person(), record.id().toString(), item, finding);
        return switch (answer.became()) {
            case TAKEN -> null;
            case DIFFERS -> CheckWhy.DIFFERS;
            case OTHER_STANDS -> CheckWhy.OTHER_STANDS;
            case REFUSED -> CheckWhy.of(answer.refusal());
        };
    }

    /** A door refused or not found may have opened a replacement that another phone checked already. */
    private void placeEarly(ItemId item) {
        rows.inspection(item)
                .ifPresent(inspection -> rows.early(inspection).forEach(row -> {
                    var early = PhoneCheck.read(row.content(), row.day());
                    if (early.item() != null
                            && early.finding() != null
                            && findings.record(row.person(), row.client().toString(), early.item(), early.finding())
                                            .became()
                                    == PhoneFindings.Became.TAKEN) {
                        rows.settle(row.id(), clock.instant(), null, "");
                    }
                }));
    }

    private static boolean is(CheckRows.Row row, Device device, PartRecord record) {
        return row.person().equals(device.person()) && Arrays.equals(row.hash(), record.hash());
    }

    private static RecordResult again(PartRecord record, CheckRows.Row row) {
        return row.settledWhy() != null && row.settledWhy().isEmpty()
                ? answer(record, RecordStatus.AGAIN, row.receipt(), null)
                : answer(
                        record,
                        row.why() == CheckWhy.DIFFERS ? RecordStatus.KEPT : RecordStatus.TO_MATCH,
                        row.receipt(),
                        row.why());
    }

    private static RecordResult answer(PartRecord record, RecordStatus status, String receipt, @Nullable CheckWhy why) {
        return new RecordResult(record.id().toString(), status, receipt, null, why == null ? null : why.key());
    }
}
