package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.boards.BoardAct;
import cn.mingbai.materials.boards.BoardKind;
import cn.mingbai.materials.boards.BoardLedger;
import cn.mingbai.materials.boards.BoardOrders;
import cn.mingbai.materials.boards.BoardPlaceId;
import cn.mingbai.materials.boards.BoardPlaces;
import cn.mingbai.materials.boards.Boards;
import cn.mingbai.materials.boards.PlaceCode;
import cn.mingbai.materials.boards.PlaceDetails;
import cn.mingbai.materials.boards.PlaceKind;
import cn.mingbai.materials.boards.PostingDraft;
import cn.mingbai.materials.boards.Postings;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.BoardSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The rows of {@code materials.boards}. A place's canary is its name. */
final class BoardsAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 2, 1);
    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        if (target.level().compareTo(Level.COUNTY) < 0) {
            // Boards hang in districts and below; what is aimed at a city meets no place.
            target.put("board", new BoardPlaceId(Long.MAX_VALUE / 2));
            target.put("board-token", "0".repeat(26));
            target.put("board-code", new PlaceCode("B9999999999").shown());
            target.put("board-public-token", elsewhere(fixture));
            target.put("board-act", UUID.randomUUID());
            target.put("board-act-id", Long.MAX_VALUE / 2);
            return;
        }
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var texts = fixture.bean(PolicyTexts.class);
        var places = fixture.bean(BoardPlaces.class);
        var postings = fixture.bean(Postings.class);
        var board = places.add(target.village(), details(target, "墙"), FROM);
        fixture.bean(Boards.class).takePhotos(fixture.world().division(World.DISTRICT), true);
        var posted = new PostingDraft(
                UUID.randomUUID(),
                board,
                BoardAct.POSTED,
                texts.required(TextCode.BULLETIN_BOARD, TODAY.day()).id(),
                true,
                TODAY.day());
        postings.record(posted);
        target.put("board", board);
        target.put("board-token", fixture.bean(Codes.class).token(CodeKind.BOARD, board.value()));
        target.put("board-public-token", target.get("board-token", String.class));
        target.put("board-code", postings.open(board).place().code());
        target.put("board-act", posted.clientId());
        target.put(
                "board-act-id",
                fixture.bean(Boards.class).one(board).history().getFirst().id());
    }

    /** The code of a board that is none of the target's: what it opens is the same for everybody. */
    private static String elsewhere(Fixture fixture) {
        fixture.signIn(DISTRICT_OFFICER, World.VILLAGE);
        var name = "公开" + System.nanoTime();
        var board = fixture.bean(BoardPlaces.class)
                .add(
                        fixture.world().division(World.VILLAGE),
                        new PlaceDetails(name, PlaceKind.SQUARE, BoardKind.WALL, BoardSize.A1),
                        FROM);
        return fixture.bean(Codes.class).token(CodeKind.BOARD, board.value());
    }

    private static PlaceDetails details(Target target, String suffix) {
        return new PlaceDetails(
                target.canary() + target.run() + suffix, PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2);
    }

    private static BoardPlaceId board(Target target) {
        return target.get("board", BoardPlaceId.class);
    }

    private static PostingDraft seen(Target target) {
        return new PostingDraft(UUID.randomUUID(), board(target), BoardAct.INTACT, null, true, TODAY.day());
    }

    @Override
    public void add(Table table) {
        table.route("boards", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR);
        table.route("board-columns", DISTRICT_OFFICER);
        table.route("board-place", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR);
        ledger(table);
        places(table);
        prints(table);
        postings(table);
        pages(table);
    }

    private static void ledger(Table table) {
        table.read(Boards.class, "ledger", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.ledger(target.village(), TODAY))
                .shows();
        table.read(Boards.class, "one", BoardPlaceId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.one(board(target)))
                .shows();
        table.write(Boards.class, "export", DivisionId.class, AsOf.class, LedgerFormat.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export(
                                target.village(), TODAY, LedgerFormat.PDF, Locale.SIMPLIFIED_CHINESE)
                        .bytes());
        table.read(Boards.class, "columns", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.columns(target.division()));
        table.write(Boards.class, "choose", DivisionId.class, List.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.choose(
                        target.division(),
                        BoardLedger.BOARDS.columns().stream()
                                .map(key -> new ColumnChoice(key, "", false))
                                .toList()));
        table.read(Boards.class, "takesPhotos", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.takesPhotos(target.village()));
        table.write(Boards.class, "takePhotos", DivisionId.class, boolean.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> {
                    if (target.level() == Level.COUNTY) {
                        bean.takePhotos(target.division(), false);
                    } else {
                        refusedForItsLevel(bean, target);
                    }
                })
                .mayChangeNothing("a town takes what its district says, and the call aimed at one says so");
    }

    // Within reach a town is refused by the rule, which the row counts as answered; outside it by reach.
    private static void refusedForItsLevel(Boards bean, Target target) {
        try {
            bean.takePhotos(target.division(), false);
        } catch (cn.mingbai.core.error.RuleViolation expected) {
            if (!expected.key().equals("materials.photo.district")) {
                throw expected;
            }
        }
    }

    private static void places(Table table) {
        table.write(BoardPlaces.class, "add", DivisionId.class, PlaceDetails.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.add(target.village(), details(target, "新"), FROM));
        table.write(BoardPlaces.class, "change", BoardPlaceId.class, PlaceDetails.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.change(board(target), details(target, "改"), TODAY.day()));
        table.write(BoardPlaces.class, "move", BoardPlaceId.class, DivisionId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> {
                    try {
                        bean.move(board(target), target.village(), TODAY.day());
                    } catch (cn.mingbai.core.error.RuleViolation there) {
                        if (!there.key().equals("materials.board.same-unit")) {
                            throw there;
                        }
                    }
                })
                .mayChangeNothing("it is where it is moved to, which a rule says after access was granted");
        table.write(BoardPlaces.class, "giveUp", BoardPlaceId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> {
                    try {
                        bean.giveUp(board(target), "拆了");
                    } catch (cn.mingbai.core.error.RuleViolation hangs) {
                        // What was posted there hangs: the rule speaks only to those who reach the place.
                        if (!hangs.key().equals("materials.board.still-hangs")) {
                            throw hangs;
                        }
                    }
                })
                .mayChangeNothing("a board hangs there, which a rule refuses after access was granted");
        table.write(BoardPlaces.class, "replaceCode", BoardPlaceId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.replaceCode(board(target), "遗失"));
        table.write(BoardOrders.class, "print", BoardPlaceId.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> {
                    try {
                        return bean.print(board(target), Locale.SIMPLIFIED_CHINESE);
                    } catch (cn.mingbai.core.error.RuleViolation missing) {
                        if (!Set.of("materials.board.missing-values", "materials.board.too-long")
                                .contains(missing.key())) {
                            throw missing;
                        }
                        return "";
                    }
                })
                .mayChangeNothing(
                        "where a unit lacks a local value or has a long one, a rule refuses after access was granted");
    }

    private static void prints(Table table) {
        table.write(BoardOrders.class, "printLeft", DivisionId.class, OutputStream.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> {
                    var out = new ByteArrayOutputStream();
                    try {
                        bean.printLeft(target.village(), out, Locale.SIMPLIFIED_CHINESE);
                    } catch (cn.mingbai.core.error.RuleViolation nothing) {
                        if (!nothing.key().equals("materials.boards.nothing-left")) {
                            throw nothing;
                        }
                    }
                    return out.toByteArray();
                })
                .mayChangeNothing("where every board hangs, a rule says so after access was granted");
    }

    private static void postings(Table table) {
        table.read(Postings.class, "openByCode", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.openByCode(target.get("board-token", String.class)))
                .shows();
        table.read(Postings.class, "open", BoardPlaceId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.open(board(target)))
                .shows();
        table.read(Postings.class, "byCode", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.byCode(target.get("board-code", String.class)));
        table.write(Postings.class, "record", PostingDraft.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.record(seen(target)))
                .shows();
        table.read(Postings.class, "receipt", UUID.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.receipt(target.get("board-act", UUID.class)))
                .shows();
        table.write(Postings.class, "addPhoto", UUID.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                // Everybody adds to the own entries only, so each writes one first.
                .call((bean, target) -> bean.addPhoto(bean.record(seen(target)).clientId(), picture()))
                .shows();
        table.write(Postings.class, "withdraw", long.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.withdraw(target.get("board-act-id", Long.class), "记错了"));
    }

    private static void pages(Table table) {
        for (var prefix : new String[] {"B", "b"}) {
            table.endpoint("GET", "/" + prefix + "/{token}")
                    .open(200)
                    .marks(target -> details(target, "墙").name())
                    .request(target -> get("/" + prefix + "/" + target.get("board-public-token", String.class)));
        }
        table.endpoint("GET", "/board")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .ok(302)
                .request(target -> get("/board").param("code", target.get("board-code", String.class)));
        table.endpoint("GET", "/board/{token}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .request(target -> get("/board/{token}", target.get("board-token", String.class)))
                .shows();
        table.endpoint("GET", "/board/place/{id}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .request(target -> get("/board/place/{id}", board(target).value()))
                .shows();
        table.endpoint("POST", "/board")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .ok(302)
                .request(target -> post("/board")
                        .param("clientId", UUID.randomUUID().toString())
                        .param("place", String.valueOf(board(target).value()))
                        .param("done", "INTACT")
                        .param("phones", "yes")
                        .param("day", TODAY.day().toString())
                        .with(csrf()));
        table.endpoint("GET", "/board/receipt/{clientId}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .request(target -> get("/board/receipt/{clientId}", target.get("board-act", UUID.class)))
                .shows();
        table.endpoint("POST", "/board/photo/{clientId}")
                // The entry is the seeding officer's: whoever else reaches it is told that it is not there.
                .by()
                .request(target -> post("/board/photo/{clientId}", target.get("board-act", UUID.class))
                        .with(csrf()));
    }

    private static byte[] picture() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toByteArray();
    }
}
