package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 签收: the signed stub of a household's sheet was handed back. It is evidence that the sheet arrived; it is no visit and
 * reaches nobody.
 */
@Service
public class SignedReceipts {

    /** The most receipts of a village that are listed. */
    public static final int MOST = 500;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final int EDITION_LENGTH = 20;

    private final HouseholdDirectory households;
    private final FieldCipher cipher;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    SignedReceipts(
            HouseholdDirectory households,
            FieldCipher cipher,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.households = households;
        this.cipher = cipher;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A receipt.
     *
     * @param number the household's number with its check character
     * @param group the household's group today, may be empty
     * @param maskedHead the head's name, masked
     * @param edition the version of the text on the sheet, such as {@code L26-1}
     * @param returnedOn the day on which the stub came back
     * @param recordedBy the name of whoever recorded it
     */
    public record SignedReceipt(
            ReceiptId id,
            HouseholdId household,
            String number,
            String group,
            String maskedHead,
            String edition,
            LocalDate returnedOn,
            String recordedBy) {}

    /**
     * Records that the stub of a household's sheet came back signed.
     *
     * @param edition the version of the text on the sheet, 1 to 20 characters
     * @param returnedOn not in the future
     * @throws NotFound when the household is out of reach
     * @throws RuleViolation when the version or the day is none that a sheet has
     * @throws Conflict when the stub of this edition is recorded already
     */
    @Transactional
    public SignedReceipt record(HouseholdId household, String edition, LocalDate returnedOn) {
        var reach = access.require(Action.EDIT_LEDGER);
        var village = jdbc.sql(
                        "select h.village_id from household h where h.id = :id and " + Reach.covers("h.village_id"))
                .param("id", household.value())
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var today = Times.today(clock);
        if (returnedOn.isAfter(today) || returnedOn.isBefore(EARLIEST)) {
            throw new RuleViolation("households.day.form", EARLIEST, today, returnedOn);
        }
        if (edition.isBlank() || edition.length() > EDITION_LENGTH) {
            throw new RuleViolation("households.edition.form", EDITION_LENGTH, edition.length());
        }
        current(household, edition).ifPresent(before -> {
            throw again(household, before);
        });
        var id = jdbc.sql("select next value for signed_receipt_seq")
                .query(Long.class)
                .single();
        try {
            jdbc.sql("insert into signed_receipt (id, household_id, edition, returned_on, recorded_at, superseded_at,"
                            + " recorded_by) values (:id, :household, :edition, :day, :now, '9999-12-31', :by)")
                    .param("id", id)
                    .param("household", household.value())
                    .param("edition", edition)
                    .param("day", returnedOn)
                    .param("now", Times.sql(clock.instant()))
                    .param("by", access.caller().person().value())
                    .update();
        } catch (DuplicateKeyException recordedMeanwhile) {
            throw again(household, returnedOn);
        }
        audit.record(
                "receipt.record", "household " + household.value(), village, edition + " returned on " + returnedOn);
        return lines("r.id = :id", "id", id, reach).getFirst();
    }

    /**
     * Takes a receipt back that was recorded by mistake; what was recorded is kept.
     *
     * @throws NotFound when there is none in force within reach
     */
    @Transactional
    public void withdraw(ReceiptId id) {
        var reach = access.require(Action.EDIT_LEDGER);
        var village = jdbc.sql(
                        "select h.village_id, h.id from signed_receipt r join household h on h.id = r.household_id"
                                + " where r.id = :id and r.superseded_at = '9999-12-31' and "
                                + Reach.covers("h.village_id")
                                + " for update")
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> new long[] {row.getLong(1), row.getLong(2)})
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        jdbc.sql("update signed_receipt set superseded_at = :now where id = :id")
                .param("now", Times.sql(clock.instant()))
                .param("id", id.value())
                .update();
        audit.record(
                "receipt.withdraw", "household " + village[1], new DivisionId(village[0]), "receipt " + id.value());
    }

    /** The receipts of a village, the last recorded first, at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<SignedReceipt> of(DivisionId village) {
        var reach = access.require(Action.VIEW_LEDGER, village);
        return lines("h.village_id = :id", "id", village.value(), reach);
    }

    private List<SignedReceipt> lines(String where, String name, long value, Reach reach) {
        return jdbc.sql("""
                select r.id, h.id, h.number, d.group_name, d.head, r.edition, r.returned_on, p.name
                from signed_receipt r join household h on h.id = r.household_id
                join person p on p.id = r.recorded_by
                left join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                where r.superseded_at = '9999-12-31' and
                """ + where + " and " + Reach.covers("h.village_id") + " order by r.id desc limit :most")
                .param("today", Times.today(clock))
                .param(name, value)
                .param("most", MOST)
                .params(reach.parameters())
                .query((row, index) -> {
                    var head = row.getBytes(5);
                    return new SignedReceipt(
                            new ReceiptId(row.getLong(1)),
                            new HouseholdId(row.getLong(2)),
                            new HouseholdNumber(row.getString(3)).shown(),
                            Optional.ofNullable(row.getString(4)).orElse(""),
                            head == null ? "" : HouseholdDetails.masked(cipher.decrypt(head)),
                            row.getString(6),
                            row.getObject(7, LocalDate.class),
                            row.getString(8));
                })
                .list();
    }

    private Optional<LocalDate> current(HouseholdId household, String edition) {
        return jdbc.sql("select returned_on from signed_receipt where household_id = :household and edition = :edition"
                        + " and superseded_at = '9999-12-31'")
                .param("household", household.value())
                .param("edition", edition)
                .query(LocalDate.class)
                .optional();
    }

    private Conflict again(HouseholdId household, LocalDate before) {
        return new Conflict(
                "households.signed.again",
                households.find(household).map(HouseholdDirectory.Place::number).orElse(""),
                before);
    }
}
