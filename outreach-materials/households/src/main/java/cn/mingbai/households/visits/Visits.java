package cn.mingbai.households.visits;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.sheets.SheetCodes;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Visits, recorded by the outreach workers of the household's own village. */
@Service
public class Visits {

    private final VisitBook book;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final CampaignDirectory campaigns;
    private final SheetCodes codes;
    private final Writes writes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Visits(
            VisitBook book,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            CampaignDirectory campaigns,
            SheetCodes codes,
            Writes writes,
            JdbcClient jdbc,
            Access access,
            Clock clock) {
        this.book = book;
        this.households = households;
        this.divisions = divisions;
        this.campaigns = campaigns;
        this.codes = codes;
        this.writes = writes;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Opens the form for the household whose printed code was scanned: of a sheet made out to it, or of a blank one that
     * it was given.
     *
     * @param token as the code's address holds it
     * @throws RuleViolation when it is a blank sheet that nobody was given yet
     * @throws NotFound when the token is unknown or revoked, both alike
     * @throws AccessRefused when the household belongs to another village; nothing of the household is told
     */
    @Transactional(readOnly = true)
    public VisitForm openByCode(String token) {
        var reach = access.require(Action.RECORD_VISIT);
        var sheet = codes.behind(token).orElseThrow(() -> new NotFound("households.code.unknown"));
        if (!access.covers(reach, sheet.village())) {
            throw new AccessRefused("households.code.other-village");
        }
        if (sheet.household() == null) {
            throw new RuleViolation("households.blank.unbound");
        }
        return form(households.find(sheet.household()).orElseThrow(() -> new NotFound("households.code.unknown")));
    }

    /**
     * Opens the form for a household of the worker's own list.
     *
     * @throws NotFound when there is no such household in the worker's village
     */
    @Transactional(readOnly = true)
    public VisitForm open(HouseholdId household) {
        return form(ownPlace(household, access.require(Action.RECORD_VISIT)));
    }

    /**
     * The household of the worker's own village that bears a typed number.
     *
     * @param number number and check character, as typed from a sheet
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when the village has no such household, or is not the worker's
     */
    @Transactional(readOnly = true)
    public HouseholdId byNumber(DivisionId village, String number) {
        var reach = access.require(Action.RECORD_VISIT, village);
        var typed = HouseholdNumber.typed(number);
        return jdbc.sql("select h.id from household h where h.village_id = :village and h.number = :number and "
                        + Reach.covers("h.village_id"))
                .param("village", village.value())
                .param("number", typed.value())
                .params(reach.parameters())
                .query((row, index) -> new HouseholdId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
    }

    /**
     * Records a visit. The same visit sent again, even at the same time, is one visit and gets the same answer.
     *
     * @throws NotFound when the household is not in the worker's village
     * @throws RuleViolation when the day lies in the future or before the campaign, or an informed member is named
     *     though nobody was spoken to
     * @throws Conflict when the client id already stands for a visit with another content; both are kept
     */
    public Receipt record(VisitDraft draft) {
        var reach = access.require(Action.RECORD_VISIT);
        var place = ownPlace(draft.household(), reach);
        var known = book.byClientId(draft.clientId());
        if (known.isPresent()) {
            return answerAgain(known.get(), draft, place.village());
        }
        check(draft, place.village());
        try {
            return writes.inTransaction(() -> {
                book.insert(draft, place.village());
                return book.byClientId(draft.clientId()).orElseThrow().receipt();
            });
        } catch (DuplicateKeyException sentBefore) {
            return answerAgain(book.byClientId(draft.clientId()).orElseThrow(() -> sentBefore), draft, place.village());
        }
    }

    /**
     * The receipt of a visit recorded in the worker's own village.
     *
     * @throws NotFound when no such visit was recorded there
     */
    @Transactional(readOnly = true)
    public Receipt receipt(UUID clientId) {
        var reach = access.require(Action.RECORD_VISIT);
        return book.byClientId(clientId, reach)
                .map(VisitBook.Recorded::receipt)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private Receipt answerAgain(VisitBook.Recorded first, VisitDraft draft, DivisionId village) {
        var hash = VisitBook.payloadHash(draft, access.caller().person().value());
        if (Arrays.equals(first.payloadHash(), hash)) {
            return first.receipt();
        }
        writes.inTransaction(() -> book.keepConflict(draft, village));
        throw new Conflict("households.visit.conflict", first.receipt().number());
    }

    private void check(VisitDraft draft, DivisionId village) {
        var today = Times.today(clock);
        if (draft.visitedOn().isAfter(today)) {
            throw new RuleViolation("households.visit.future", today, draft.visitedOn());
        }
        var campaign =
                campaigns.covering(village, today).orElseThrow(() -> new RuleViolation("households.visit.no-campaign"));
        if (draft.visitedOn().isBefore(campaign.from())) {
            throw new RuleViolation("households.visit.before-campaign", campaign.from(), draft.visitedOn());
        }
        if (draft.informed() != null && !draft.outcome().spoke()) {
            throw new RuleViolation("households.visit.nobody-spoken-to");
        }
    }

    private VisitForm form(Place place) {
        var today = Times.today(clock);
        var last = book.last(place.household()).map(VisitBook.Recorded::receipt);
        return new VisitForm(
                place,
                divisions.get(place.village(), today).name(),
                campaigns
                        .covering(place.village(), today)
                        .map(campaign -> campaign.from())
                        .orElse(today),
                today,
                last.map(Receipt::outcome).orElse(null),
                last.map(Receipt::visitedOn).orElse(null));
    }

    private Place ownPlace(HouseholdId household, Reach reach) {
        return households
                .find(household)
                .filter(place -> access.covers(reach, place.village()))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }
}
