package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.materials.boards.BoardAct;
import cn.mingbai.materials.boards.BoardKind;
import cn.mingbai.materials.boards.BoardLine;
import cn.mingbai.materials.boards.BoardPlaceId;
import cn.mingbai.materials.boards.BoardPlaces;
import cn.mingbai.materials.boards.BoardState;
import cn.mingbai.materials.boards.Boards;
import cn.mingbai.materials.boards.PlaceDetails;
import cn.mingbai.materials.boards.PlaceKind;
import cn.mingbai.materials.boards.PostingDraft;
import cn.mingbai.materials.boards.Postings;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.materials.texts.TextDesk;
import cn.mingbai.materials.texts.TextSource;
import cn.mingbai.print.BoardSize;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The demo's boards: a wall board in each town's hall, a bulletin board in every other village, a second one in the demo
 * village; most posted, some seen damaged or taken down, some not posted yet. Days before the demo's end a second version of
 * the bulletin boards' text comes into force: most are posted anew, some are due for renewal.
 */
@Component
@Internal
class DemoBoards {

    private static final PlaceDetails HALL =
            new PlaceDetails("便民服务大厅（演示）", PlaceKind.SERVICE_HALL, BoardKind.WALL, BoardSize.A1);
    private static final List<PlaceDetails> IN_VILLAGES = List.of(
            new PlaceDetails("村（居）委会门口（演示）", PlaceKind.VILLAGE_OFFICE, BoardKind.BULLETIN, BoardSize.A2),
            new PlaceDetails("文化广场（演示）", PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2),
            new PlaceDetails("村卫生室旁（演示）", PlaceKind.CLINIC, BoardKind.BULLETIN, BoardSize.A2));
    private static final PlaceDetails SHOP =
            new PlaceDetails("路口超市旁（演示）", PlaceKind.MARKET, BoardKind.BULLETIN, BoardSize.A3);

    /** The second version is in force for so many days when the demo is loaded. */
    private static final int DAYS_OF_SECOND_TEXT = 9;

    private final Boards boards;
    private final BoardPlaces places;
    private final Postings postings;
    private final PostingDirectory workers;
    private final TextDesk texts;
    private final ApprovalDesk approvals;

    DemoBoards(
            Boards boards,
            BoardPlaces places,
            Postings postings,
            PostingDirectory workers,
            TextDesk texts,
            ApprovalDesk approvals) {
        this.boards = boards;
        this.places = places;
        this.postings = postings;
        this.workers = workers;
        this.texts = texts;
        this.approvals = approvals;
    }

    /** Enters the places as the district's officer on the campaign's first day, and lets each be posted and seen. */
    void hang(List<Division> subtree, PersonId officer, String officerName, LocalDate begin, LocalDate loadedOn) {
        for (var unit : subtree) {
            var random = DemoPlan.randomFor(unit, 8);
            var draw = random.nextInt(10);
            var day = begin.plusDays(4 + random.nextInt(12));
            if (unit.level() == Level.TOWNSHIP) {
                Acting.as(officer, officerName, DemoRun.morning(begin), () -> enter(unit, HALL, begin));
                if (draw < 9) {
                    Acting.as(
                            officer,
                            officerName,
                            DemoRun.morning(day),
                            () -> act(unit, HALL, BoardAct.POSTED, day, draw != 4));
                }
            } else if (DemoPlan.isVillage(unit)
                    && (random.nextBoolean() || unit.code().equals(DemoPlan.VILLAGE))) {
                var details = IN_VILLAGES.get(random.nextInt(IN_VILLAGES.size()));
                Acting.as(officer, officerName, DemoRun.morning(begin), () -> enter(unit, details, begin));
                inVillage(unit, details, draw, day, loadedOn);
                if (unit.code().equals(DemoPlan.VILLAGE)) {
                    Acting.as(officer, officerName, DemoRun.morning(begin), () -> enter(unit, SHOP, begin));
                    inVillage(unit, SHOP, 7, day, loadedOn);
                }
            }
        }
    }

    /** One officer writes a second version, another approves it, and six in ten bulletin boards are posted anew. */
    void renew(List<Division> subtree, PersonId officer, String officerName, PersonId second, LocalDate loadedOn) {
        var from = loadedOn.minusDays(DAYS_OF_SECOND_TEXT);
        Acting.as(officer, officerName, DemoRun.morning(from.minusDays(3)), () -> write(from));
        Acting.as(second, "演示区复核", DemoRun.morning(from.minusDays(2)), this::approve);
        var units = subtree.stream().collect(Collectors.toMap(Division::id, unit -> unit));
        var due = new ArrayList<BoardLine>();
        Acting.as(
                officer,
                officerName,
                DemoRun.morning(from),
                () -> boards.ledger(subtree.getFirst().id(), new AsOf(from, from)).stream()
                        .filter(line -> line.state() == BoardState.DUE_FOR_RENEWAL)
                        .forEach(due::add));
        for (var line : due) {
            var village = units.get(line.place().division());
            if (village == null || village.level() != Level.VILLAGE) {
                continue;
            }
            var random = DemoPlan.randomFor(village, 9);
            var day = from.plusDays(1 + random.nextInt(6));
            var details = line.place().details();
            // In the demo village one of two, so that its people see both.
            var isRenewed = village.code().equals(DemoPlan.VILLAGE)
                    ? details.name().equals(SHOP.name())
                    : random.nextInt(10) < 6;
            workers.outreachWorkers(village.id(), day).stream()
                    .findFirst()
                    .filter(worker -> isRenewed)
                    .ifPresent(worker -> as(worker, day, () -> act(village, details, BoardAct.POSTED, day, true)));
        }
    }

    private void write(LocalDate from) {
        var work = texts.inWork(TextCode.BULLETIN_BOARD);
        if (work.latest() != 1 || work.waiting() != null) {
            return;
        }
        var source = work.source();
        if (!source.sources().contains(BY_PROXY)) {
            var sources = new ArrayList<>(source.sources());
            sources.add(BY_PROXY);
            texts.save(
                    TextCode.BULLETIN_BOARD,
                    new TextSource(
                            source.title(),
                            source.ruleLayer(),
                            source.points(),
                            sources,
                            source.body().replace("**不收费**。", "**不收费**；自己来不了的，可以托村（居）委会代办。")),
                    work.revision());
        }
        texts.submit(TextCode.BULLETIN_BOARD, from, "常有人问来不了怎么办（演示）");
    }

    private static final String BY_PROXY = "M57 6";

    private void approve() {
        var waiting = approvals.pending(Locale.SIMPLIFIED_CHINESE).stream()
                .filter(each -> each.bar() == ApprovalDesk.Bar.NONE
                        && each.approval().kind().equals("materials.text"))
                .map(each -> each.approval().id())
                .collect(Collectors.toSet());
        if (!waiting.isEmpty()) {
            approvals.decide(waiting, true, "");
        }
    }

    /** Nobody posts where nobody is in post; 0 is not posted yet, 1 damaged, 2 taken down, all others hang. */
    private void inVillage(Division village, PlaceDetails details, int draw, LocalDate day, LocalDate loadedOn) {
        var posted = workers.outreachWorkers(village.id(), day);
        if (draw == 0 || posted.isEmpty()) {
            return;
        }
        var worker = posted.getFirst();
        as(worker, day, () -> act(village, details, BoardAct.POSTED, day, true));
        var later = day.plusDays(20);
        if (later.isBefore(loadedOn) && draw < 8) {
            var seen = switch (draw) {
                case 1 -> BoardAct.DAMAGED;
                case 2 -> BoardAct.TAKEN_DOWN;
                default -> BoardAct.INTACT;
            };
            as(worker, later, () -> act(village, details, seen, later, seen == BoardAct.INTACT));
        }
    }

    private static void as(PostingDirectory.Contact worker, LocalDate day, Runnable action) {
        Acting.as(worker.person(), worker.name(), DemoRun.morning(day), action);
    }

    private void enter(Division unit, PlaceDetails details, LocalDate from) {
        if (find(unit, details, from).isEmpty()) {
            places.add(unit.id(), details, from);
        }
    }

    private void act(Division unit, PlaceDetails details, BoardAct act, LocalDate day, boolean phonesShown) {
        var place = find(unit, details, day).orElseThrow();
        var text =
                act == BoardAct.POSTED ? postings.open(place).texts().getFirst().text() : null;
        var id = UUID.nameUUIDFromBytes(
                ("demo board " + place.value() + " " + act + " " + day).getBytes(StandardCharsets.UTF_8));
        postings.record(new PostingDraft(id, place, act, text, phonesShown, day));
    }

    private java.util.Optional<BoardPlaceId> find(Division unit, PlaceDetails details, LocalDate day) {
        return boards.ledger(unit.id(), new AsOf(day, day)).stream()
                .filter(line -> line.place().division().equals(unit.id())
                        && line.place().details().name().equals(details.name()))
                .findFirst()
                .map(line -> line.place().id());
    }
}
