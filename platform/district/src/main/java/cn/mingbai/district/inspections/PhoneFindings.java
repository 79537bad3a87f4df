package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.proof.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Inspections on an inspector's phone: the doors to go to, and taking in what was found there. Whoever calls has checked
 * whose phone it is.
 */
@Component
@Internal
public class PhoneFindings {

    // With a phone's id and a sign between them, what the column holds.
    private static final int CONTENT_LENGTH = 23;

    private final InspectionRows rows;
    private final FindingBook book;
    private final PersonAliases aliases;
    private final Writes writes;
    private final Texts texts;
    private final Clock clock;

    PhoneFindings(
            InspectionRows rows, FindingBook book, PersonAliases aliases, Writes writes, Texts texts, Clock clock) {
        this.rows = rows;
        this.book = book;
        this.aliases = aliases;
        this.writes = writes;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * An inspection that a person is to go to.
     *
     * @param doors all households drawn, part by part, those drawn first before their replacements, in the order of the
     *     draw. A replacement is gone to only while {@link InspectionItem#due()}: of a part as many of them, in their order,
     *     as households before them in that order are recorded as refused or not found.
     */
    public record Round(Inspection inspection, List<InspectionItem> doors) {}

    /** What became of what was handed in. */
    public enum Became {
        /** It stands, from this call or from the same one before. */
        TAKEN,
        /** Something else is kept under that id. Both are kept; what was first stands. */
        DIFFERS,
        /** Somebody else's record of that household stands. Both are kept; the desk decides. */
        OTHER_STANDS,
        /** It cannot be: nothing is kept, the phone shows why. */
        REFUSED
    }

    /**
     * The answer to a phone.
     *
     * @param refusal why it was refused, or null
     */
    public record Answer(Became became, @Nullable MingbaiException refusal) {}

    /** The inspections drawn and not ended that this person is to go to; none for whoever is not. */
    @Transactional(readOnly = true)
    public List<Round> rounds(PersonId inspector) {
        return rows.running(aliases.all(inspector.value())).stream()
                .filter(inspection -> inspection.preset().ofHouseholds())
                .map(inspection -> new Round(inspection, rows.items(inspection.id())))
                .toList();
    }

    /**
     * Takes in what was found at a household, however often it is sent.
     *
     * @param clientId the id that the phone gave it, up to 40 characters
     */
    public Answer record(PersonId inspector, String clientId, ItemId item, Finding finding) {
        if (clientId.isBlank() || clientId.length() > 40) {
            return new Answer(Became.REFUSED, new RuleViolation("district.inspection.client-id"));
        }
        try {
            return writes.inTransaction(() -> take(inspector, clientId, item, finding));
        } catch (MingbaiException refused) {
            return new Answer(Became.REFUSED, refused);
        }
    }

    private Answer take(PersonId inspector, String clientId, ItemId item, Finding finding) {
        var persons = aliases.all(inspector.value());
        // The household first, so that two calls with one id come one after the other.
        var id = rows.lockItem(item, persons).orElseThrow(() -> new RuleViolation("district.inspection.not-yours"));
        var kept = book.lock(id, item);
        var clean = finding.stripped();
        var before = rows.handedIn(clientId);
        if (before.isPresent()) {
            var same =
                    before.get().item().equals(item) && before.get().finding().equals(clean);
            if (!same) {
                keep(item, clean, clientId, inspector, "same id");
            }
            return new Answer(same ? Became.TAKEN : Became.DIFFERS, null);
        }
        if (rows.closed(id)) {
            throw new RuleViolation("district.inspection.closed");
        }
        book.check(clean, id);
        if (kept.finding() != null
                && kept.by() != null
                && !persons.contains(kept.by().value())) {
            keep(item, clean, clientId, inspector, "other stands");
            return new Answer(Became.OTHER_STANDS, null);
        }
        book.record(
                id,
                kept,
                clean,
                kept.finding() == null ? "" : texts.get(Locale.SIMPLIFIED_CHINESE, "district.inspection.by-phone"),
                clientId,
                inspector);
        return new Answer(Became.TAKEN, null);
    }

    /** Once, however often it comes. */
    private void keep(ItemId item, Finding finding, String clientId, PersonId inspector, String why) {
        var content = Digest.of((item.value() + "\n" + finding).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, CONTENT_LENGTH);
        var own = clientId + "#" + content;
        if (rows.handedIn(own).isEmpty()) {
            rows.keep(item, finding, new InspectionRows.Note(why, "", null, own), clock.instant(), inspector);
        }
    }
}
