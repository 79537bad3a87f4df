package cn.mingbai.households.visits;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdLocks;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 补录: visits that were noted on the village's printed list, entered by household number, one line for each door. A worker
 * enters the own ones; an officer enters them for a worker of the village, and is named as who did.
 */
@Service
public class PaperEntries {

    /** The most entries that are listed. */
    public static final int MOST = 200;

    private final VisitBook book;
    private final HouseholdDirectory households;
    private final PostingDirectory postings;
    private final CampaignDirectory campaigns;
    private final HouseholdLocks locks;
    private final Writes writes;
    private final Access access;
    private final Clock clock;

    PaperEntries(
            VisitBook book,
            HouseholdDirectory households,
            PostingDirectory postings,
            CampaignDirectory campaigns,
            HouseholdLocks locks,
            Writes writes,
            Access access,
            Clock clock) {
        this.book = book;
        this.households = households;
        this.postings = postings;
        this.campaigns = campaigns;
        this.locks = locks;
        this.writes = writes;
        this.access = access;
        this.clock = clock;
    }

    /** An outreach worker for whom the caller may enter visits. */
    public record Worker(PersonId person, String name) {}

    /**
     * For whom visits of a day may be entered: for an officer the village's workers of that day, A first; for a worker who
     * serves it, the worker alone.
     */
    @Transactional(readOnly = true)
    public List<Worker> workers(DivisionId village, LocalDate day) {
        access.require(Action.ENTER_PAPER, village);
        var self = access.caller().person();
        var officer = isOfficer(village);
        return postings.outreachWorkers(village, day).stream()
                .filter(contact -> officer || contact.person().equals(self))
                .map(contact -> new Worker(contact.person(), contact.name()))
                .toList();
    }

    /**
     * Behind which door a typed number leads, before anything is entered.
     *
     * @param same the visits of that day which are recorded already
     */
    public record Door(Place place, List<Line> same) {}

    /**
     * A visit of paper or of a phone, as lists show it.
     *
     * @param entry PHONE, PAGE or PAPER: how it came here
     * @param place the household, its head masked
     */
    public record Line(Receipt receipt, String entry, Place place) {

        /** The key of the words that say how it came here. */
        public String entryKey() {
            return "households.entry." + entry;
        }
    }

    /**
     * The household of a village that bears a typed number.
     *
     * @param number number and check character, as written on the list
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when the village has no such household or is out of reach
     */
    @Transactional(readOnly = true)
    public Door door(DivisionId village, String number, LocalDate day) {
        access.require(Action.ENTER_PAPER, village);
        var place = place(village, number);
        return new Door(
                place,
                book.on(place.household(), day).stream()
                        .map(each -> line(each, place))
                        .toList());
    }

    /**
     * A line of the list.
     *
     * @param clientId made for the line: the same is entered once
     * @param number number and check character, as written there
     * @param worker whose visit it was
     */
    public record Entry(
            UUID clientId,
            DivisionId village,
            PersonId worker,
            LocalDate visitedOn,
            String number,
            VisitOutcome outcome,
            @Nullable Relation informed) {}

    /**
     * What became of a line.
     *
     * @param line what is recorded: the entry, or what was there already
     * @param again whether it was recorded before, by phone or otherwise, and nothing was added
     * @param beside another visit of the household on that day which says something else, or null; both are kept
     */
    public record Entered(
            Line line, boolean again, @Nullable Line beside) {}

    /**
     * Enters a line. What a phone or somebody else recorded already, of the same day and to the same effect, is not
     * recorded again.
     *
     * @throws RuleViolation when the number's check character does not fit, the day lies in the future or before the
     *     campaign, the worker did not serve the village on it, or an informed member is named though nobody was spoken to
     * @throws NotFound when the village has no such household or is out of reach
     * @throws AccessRefused when a worker enters for somebody else
     */
    public Entered enter(Entry entry) {
        access.require(Action.ENTER_PAPER, entry.village());
        check(entry);
        var place = place(entry.village(), entry.number());
        var draft = new VisitDraft(
                entry.clientId(), place.household(), entry.visitedOn(), entry.outcome(), entry.informed());
        return writes.inTransaction(() -> {
            // Held before it is asked: what a phone or somebody else enters in the same moment is seen.
            locks.lock(List.of(place.household().value()));
            var there = book.on(place.household(), entry.visitedOn());
            var same = there.stream()
                    .filter(each -> each.receipt().outcome() == entry.outcome()
                            && (entry.informed() == null || each.receipt().informed() == entry.informed()))
                    .findFirst();
            if (same.isPresent()) {
                return new Entered(line(same.get(), place), true, null);
            }
            book.insertPaper(draft, place.village(), entry.worker());
            var written = book.on(place.household(), entry.visitedOn()).getLast();
            return new Entered(line(written, place), false, there.isEmpty() ? null : line(there.getLast(), place));
        });
    }

    /** What the caller entered today and did not take back, the last first, at most {@value #MOST}. */
    @NotDivisionScoped("the caller's own entries; each is within reach")
    @Transactional(readOnly = true)
    public List<Line> today() {
        var reach = access.require(Action.ENTER_PAPER);
        return entered(reach).stream()
                .flatMap(each -> households.find(each.receipt().household()).map(place -> line(each, place)).stream())
                .toList();
    }

    /**
     * Takes back a line that the caller entered today.
     *
     * @throws NotFound when there is none
     * @throws Conflict when what it said of the informed member was changed since
     */
    @NotDivisionScoped("the caller's own entries; each is within reach")
    public void takeBack(UUID clientId) {
        var reach = access.require(Action.ENTER_PAPER);
        writes.inTransaction(() -> book.takeBack(entered(reach).stream()
                .filter(each -> each.receipt().clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"))));
    }

    private List<VisitBook.Standing> entered(Reach reach) {
        var midnight = Times.today(clock).atStartOfDay(Times.ZONE).toInstant();
        return book.entered(access.caller().person(), midnight, reach, MOST);
    }

    private void check(Entry entry) {
        if (!entry.worker().equals(access.caller().person()) && !isOfficer(entry.village())) {
            throw new AccessRefused("households.paper.own-only");
        }
        var today = Times.today(clock);
        if (entry.visitedOn().isAfter(today)) {
            throw new RuleViolation("households.visit.future", today, entry.visitedOn());
        }
        var campaign = campaigns
                .covering(entry.village(), today)
                .orElseThrow(() -> new RuleViolation("households.visit.no-campaign"));
        if (entry.visitedOn().isBefore(campaign.from())) {
            throw new RuleViolation("households.visit.before-campaign", campaign.from(), entry.visitedOn());
        }
        if (entry.informed() != null && !entry.outcome().spoke()) {
            throw new RuleViolation("households.visit.nobody-spoken-to");
        }
        if (workers(entry.village(), entry.visitedOn()).stream()
                .noneMatch(worker -> worker.person().equals(entry.worker()))) {
            throw new RuleViolation("households.paper.not-serving", entry.visitedOn());
        }
    }

    private Place place(DivisionId village, String number) {
        var typed = HouseholdNumber.typed(number);
        return households
                .byNumber(village, typed)
                .flatMap(households::find)
                .filter(place -> place.village().equals(village))
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
    }

    private boolean isOfficer(DivisionId village) {
        return access.may(Action.EDIT_LEDGER) && access.covers(access.require(Action.EDIT_LEDGER), village);
    }

    private static Line line(VisitBook.Standing standing, Place place) {
        return new Line(standing.receipt(), standing.entry().name(), place);
    }
}
