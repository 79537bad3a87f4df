package cn.mingbai.materials.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.materials.ScannedCode;
import cn.mingbai.materials.leaflets.VillageForPrint;
import cn.mingbai.print.BoardSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class BoardsInTheFieldModuleTest {

    @Autowired
    BoardPlaces places;

    @Autowired
    Postings postings;

    @Autowired
    Boards boards;

    @Autowired
    BoardDirectory directory;

    @Autowired
    BoardOrders orders;

    @Autowired
    VillageForPrint villages;

    @Autowired
    AttachmentFiles files;

    @Autowired
    Codes codes;

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    BoardWorld boardWorld;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private FreshVillage village = new FreshVillage("", "", "");
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void standStill() {
        clock.set(MovableClock.START);
        today = boardWorld.today();
        village = world.freshVillage();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aBoardIsPostedSeenRenewedAndTakenDownByScan() {
        var place = boardWorld.place(village, "村委会门口", today.minusDays(20));
        assertThat(line(place).state()).isEqualTo(BoardState.NOT_POSTED);
        var token = codes.token(CodeKind.BOARD, place.value());
        var first = boardWorld.inForce();
        var worker = world.signIn(Role.OUTREACH_WORKER, village.village());

        var form = postings.openByCode(token.toLowerCase(Locale.ROOT));
        assertThat(form.place().id()).isEqualTo(place);
        assertThat(form.texts()).singleElement().satisfies(choice -> {
            assertThat(choice.text()).isEqualTo(first);
            assertThat(choice.inForce()).isTrue();
        });
        var receipt = postings.record(BoardWorld.draft(place, BoardAct.POSTED, first, today.minusDays(2)));
        assertThat(receipt.late()).isTrue();
        assertThat(receipt.version()).isEqualTo(form.texts().getFirst().version());
        assertThat(receipt.takesPhoto()).as("off by default").isFalse();
        assertThat(postings.receipt(receipt.clientId())).isEqualTo(receipt);
        assertThat(line(place)).satisfies(line -> {
            assertThat(line.state()).isEqualTo(BoardState.UP);
            assertThat(line.version()).isEqualTo(receipt.version());
            assertThat(line.standing().posted()).isNotNull();
        });

        clock.advance(Duration.ofDays(1));
        today = boardWorld.today();
        var second = boardWorld.nextVersion();
        assertThat(line(place).state()).isEqualTo(BoardState.DUE_FOR_RENEWAL);
        assertThat(boards.ledger(boardWorld.village(village), AsOf.on(today.minusDays(1), clock)))
                .singleElement()
                .satisfies(before -> assertThat(before.state()).isEqualTo(BoardState.UP));
        assertThatExceptionOfType(RuleViolation.class)
                .as("the old text was never printed for this place")
                .isThrownBy(() -> postings.record(BoardWorld.draft(place, BoardAct.POSTED, first, today)))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.which-text"));
        assertThat(postings.open(place).texts())
                .as("the one before, for what is entered late")
                .extracting(PostingForm.Choice::text)
                .containsExactly(second, first);
        postings.record(BoardWorld.draft(place, BoardAct.POSTED, first, today.minusDays(1)));
        assertThat(line(place).state()).isEqualTo(BoardState.DUE_FOR_RENEWAL);
        postings.record(BoardWorld.draft(place, BoardAct.POSTED, second, today));
        assertThat(line(place).state()).isEqualTo(BoardState.UP);
        postings.record(BoardWorld.draft(place, BoardAct.DAMAGED, null, today));
        assertThat(line(place).state()).isEqualTo(BoardState.DAMAGED);
        postings.record(BoardWorld.draft(place, BoardAct.TAKEN_DOWN, null, today));
        assertThat(line(place).state()).isEqualTo(BoardState.TAKEN_DOWN);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> postings.record(BoardWorld.draft(place, BoardAct.INTACT, null, today)))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.nothing-hangs"));
        assertThat(boards.one(place).history())
                .extracting(PostingEntry::act)
                .containsExactly(
                        BoardAct.TAKEN_DOWN, BoardAct.DAMAGED, BoardAct.POSTED, BoardAct.POSTED, BoardAct.POSTED);
        assertThat(boards.one(place).history())
                .allSatisfy(entry -> assertThat(entry.by()).isEqualTo("测试人员" + worker.value()));
        assertThat(audits("board.record")).hasSize(5);
    }

    @Test
    void theSameSentTenTimesAtOnceIsOneEntry() throws Exception {
        var place = boardWorld.place(village, "广场", today);
        var worker = world.person(Role.OUTREACH_WORKER, village.village());
        var draft = BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today);
        var receipts = new ArrayList<PostingReceipt>();
        try (var threads = Executors.newFixedThreadPool(5)) {
            var futures = new ArrayList<java.util.concurrent.Future<PostingReceipt>>();
            for (var i = 0; i < 10; i++) {
                futures.add(threads.submit(() -> as(worker, () -> postings.record(draft))));
            }
            for (var future : futures) {
                receipts.add(future.get());
            }
        }
        assertThat(receipts).hasSize(10).containsOnly(receipts.getFirst());
        assertThat(count("board_posting", place)).isEqualTo(1);
    }

    @Test
    void ofTwoPlacesOfOneNameEnteredAtTheSameMomentOneIsRefused() throws Exception {
        var unit = boardWorld.village(village);
        var officer = world.signIn(Role.TOWN_OFFICER, village.town());
        var said = atOnce.run(
                officer,
                "select id from division where id = " + unit.value() + " for update",
                "select id from division where id = %for update",
                Collections.nCopies(2, () -> places.add(unit, BoardWorld.details("老井边"), today)));
        assertThat(said).hasSize(2).containsOnlyOnce("");
        assertThat(String.join("", said)).contains("materials.board.name-taken");
        assertThat(boards.ledger(unit, AsOf.on(today, clock)))
                .extracting(line -> line.place().details().name())
                .containsExactly("老井边");
    }

    @Test
    void aCodeIsNotReplacedAtAPlaceThatIsGivenUpAtTheSameMoment() throws Exception {
        var place = boardWorld.place(village, "老井边", today.minusDays(5));
        var token = codes.token(CodeKind.BOARD, place.value());
        var number = line(place).place().code();
        var said = atOnce.run(
                world.signIn(Role.TOWN_OFFICER, village.town()),
                "select id from board_place where id = " + place.value() + " for update",
                "select id from board_place where id = %for update",
                List.of(() -> places.giveUp(place, "井填了"), () -> places.replaceCode(place, "码落到别人手里")));
        assertThat(said).containsExactly("", "materials.board.given-up [" + number + "]");
        assertThat(codes.resolve(CodeKind.BOARD, token)).isEmpty();
        assertThat(jdbc.sql("select what from audit_entry where subject = :subject and what <> 'board.place'")
                        .param("subject", "board place " + number)
                        .query(String.class)
                        .list())
                .containsExactly("board.place.give-up");
    }

    @Test
    void oneIdWithOtherContentIsAConflictAndBothAreKept() {
        var place = boardWorld.place(village, "广场", today.minusDays(5));
        world.signIn(Role.OUTREACH_WORKER, village.village());
        var draft = BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today);
        postings.record(draft);
        var other = new PostingDraft(
                draft.clientId(), place, BoardAct.POSTED, draft.text(), draft.phonesShown(), today.minusDays(1));
        for (var i = 0; i < 2; i++) {
            assertThatThrownBy(() -> postings.record(other)).isInstanceOf(Conflict.class);
        }
        assertThat(count("board_posting", place)).isEqualTo(1);
        assertThat(count("board_posting_conflict", place)).isEqualTo(1);
        assertThat(boards.one(place).history())
                .singleElement()
                .satisfies(entry -> assertThat(entry.day()).isEqualTo(today));
    }

    @Test
    void anUnknownARevokedAndAGivenUpCodeAnswerAlike() {
        var kept = boardWorld.place(village, "广场", today);
        var token = codes.token(CodeKind.BOARD, kept.value());
        places.replaceCode(kept, "码落到别人手里");
        var given = boardWorld.place(village, "旧广场", today);
        var givenToken = codes.token(CodeKind.BOARD, given.value());
        places.giveUp(given, "广场拆了");
        var household = codes.token(CodeKind.HOUSEHOLD, 1);
        world.signIn(Role.OUTREACH_WORKER, village.village());
        for (var bad : List.of(token, givenToken, household, "0".repeat(26), "x", "", "'--", "𠮷".repeat(26))) {
            assertThatExceptionOfType(NotFound.class)
                    .as(bad)
                    .isThrownBy(() -> postings.openByCode(bad))
                    .satisfies(refusal -> {
                        assertThat(refusal.key()).isEqualTo("materials.board.code-unknown");
                        assertThat(refusal.arguments()).isEmpty();
                    });
        }
        var renewed = codes.token(CodeKind.BOARD, kept.value());
        assertThat(renewed).isNotEqualTo(token);
        assertThat(postings.openByCode(renewed).place().id()).isEqualTo(kept);
    }

    @Test
    void aWorkerOfAnotherVillageIsToldNothingOfThePlace() {
        var place = boardWorld.place(village, "秘密广场", today);
        var token = codes.token(CodeKind.BOARD, place.value());
        var posted = boardWorld.inForce();
        world.signIn(Role.OUTREACH_WORKER, village.village());
        var receipt = postings.record(BoardWorld.draft(place, BoardAct.POSTED, posted, today));
        var code = receipt.place().code();
        world.signIn(Role.OUTREACH_WORKER, world.freshVillage().village());
        assertThatExceptionOfType(AccessRefused.class)
                .isThrownBy(() -> postings.openByCode(token))
                .satisfies(refusal -> assertThat(refusal.arguments()).isEmpty());
        var missing = new BoardPlaceId(Long.MAX_VALUE / 2);
        var alike = List.<Runnable>of(
                () -> postings.open(place),
                () -> postings.open(missing),
                () -> boards.one(place),
                () -> postings.record(BoardWorld.draft(place, BoardAct.INTACT, null, today)),
                () -> postings.receipt(receipt.clientId()),
                () -> postings.addPhoto(receipt.clientId(), new byte[] {1}),
                () -> boards.ledger(boardWorld.village(village), AsOf.today(clock)));
        for (var call : alike) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(call::run)
                    .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("core.access.not-found"));
        }
        assertThatThrownBy(() -> postings.byCode(code)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> places.change(place, BoardWorld.details("x"), today))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> postings.withdraw(1, "x")).isInstanceOf(AccessRefused.class);
    }

    @Test
    void daysOutsideTheLifeOfAPlaceAreRefused() {
        var place = boardWorld.place(village, "广场", today.minusDays(3));
        world.signIn(Role.OUTREACH_WORKER, village.village());
        for (var day : List.of(today.plusDays(1), today.minusDays(4), LocalDate.MIN, LocalDate.of(9999, 12, 31))) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(
                            () -> postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), day)))
                    .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.day"));
        }
        assertThat(count("board_posting", place)).isZero();
    }

    @Test
    void aPlaceIsChangedAndGivenUpAndItsPastStaysAsItWas() {
        var place = boardWorld.place(village, "村口", today.minusDays(20));
        places.change(
                place,
                new PlaceDetails("村口新墙", PlaceKind.STREET, BoardKind.BULLETIN, BoardSize.A3),
                today.minusDays(5));
        assertThat(on(today.minusDays(6)))
                .extracting(line -> line.place().details().name())
                .containsExactly("村口");
        assertThat(on(today)).extracting(line -> line.place().details().name()).containsExactly("村口新墙");
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> places.change(place, BoardWorld.details("村口"), today.minusDays(6)))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.day"));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> places.add(boardWorld.village(village), BoardWorld.details("村口新墙"), today))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.name-taken"));

        postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today.minusDays(1)));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> places.giveUp(place, "路扩宽了"))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.still-hangs"));
        postings.record(BoardWorld.draft(place, BoardAct.TAKEN_DOWN, null, today));
        for (var reason : List.of("", "  ", "长".repeat(201), "长".repeat(10_000))) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(() -> places.giveUp(place, reason))
                    .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.reason"));
        }
        places.giveUp(place, "路扩宽了");
        assertThat(on(today)).isEmpty();
        assertThat(on(today.minusDays(1))).hasSize(1);
        assertThat(boards.one(place).mayEdit()).isFalse();
        assertThatThrownBy(() -> postings.open(place)).isInstanceOf(NotFound.class);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> places.giveUp(place, "再一次"))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.given-up"));
    }

    @Test
    void aPlaceMovesToAnotherUnitAndWhatWasDoneBeforeStaysWithTheFormer() {
        var place = boardWorld.place(village, "村口", today.minusDays(20));
        postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today.minusDays(9)));
        var town = world.division(village.town());
        places.move(place, town, today.minusDays(2));
        assertThat(on(today)).isEmpty();
        assertThat(on(today.minusDays(3))).hasSize(1);
        assertThat(boards.one(place).line().place().division()).isEqualTo(town);
        postings.record(BoardWorld.draft(place, BoardAct.INTACT, null, today));
        var figures = directory.figures(town, today.minusDays(10), AsOf.today(clock));
        assertThat(figures.get(boardWorld.village(village)).posted()).isEqualTo(1);
        assertThat(figures.get(boardWorld.village(village)).places()).isZero();
        assertThat(figures.get(town).checked()).isEqualTo(1);
        assertThat(figures.get(town).places()).isEqualTo(1);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> places.move(place, town, today))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.same-unit"));
        var foreign = world.division(world.freshVillage().village());
        assertThatThrownBy(() -> places.move(place, foreign, today)).isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, village.village());
        assertThatThrownBy(() -> postings.open(place)).as("the town's now").isInstanceOf(NotFound.class);
    }

    @Test
    void whatIsWithdrawnCountsNoMoreAndIsStillKnownAsItWas() {
        var place = boardWorld.place(village, "村口", today.minusDays(20));
        postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today.minusDays(1)));
        clock.advance(Duration.ofDays(1));
        var entry = boards.one(place).history().getFirst();
        postings.withdraw(entry.id(), "记错了地方");
        assertThat(line(place).state()).isEqualTo(BoardState.NOT_POSTED);
        assertThat(boards.ledger(boardWorld.village(village), new AsOf(today, today)))
                .as("as it was known yesterday")
                .singleElement()
                .satisfies(line -> assertThat(line.state()).isEqualTo(BoardState.UP));
        assertThat(boards.one(place).history())
                .singleElement()
                .satisfies(kept -> assertThat(kept.withdrawnBecause()).isEqualTo("记错了地方"));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> postings.withdraw(entry.id(), "再一次"))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.withdrawn-before"));
    }

    @Test
    void aPhotoIsTakenOnlyWhereTheDistrictSaysSoAndHoldsNothingButThePicture() throws Exception {
        var place = boardWorld.place(village, "村口", today.minusDays(20));
        var worker = world.signIn(Role.OUTREACH_WORKER, village.village());
        var receipt = postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today));
        var taken = TakenPhoto.withExif(picture(), 6, ByteOrder.LITTLE_ENDIAN);
        refuses("materials.photo.off", receipt.clientId(), taken);
        assertThat(attachments(place)).isZero();

        world.signIn(Role.DISTRICT_OFFICER, village.district());
        boards.takePhotos(world.division(village.district()), true);
        assertThat(boards.takesPhotos(boardWorld.village(village))).isTrue();
        assertThatThrownBy(() -> boards.takePhotos(boardWorld.village(village), true))
                .isInstanceOf(RuleViolation.class);

        world.signIn(worker);
        assertThat(postings.receipt(receipt.clientId()).takesPhoto()).isTrue();
        refuses("core.photo.type", receipt.clientId(), "改名为 .jpg 的文本".getBytes(StandardCharsets.UTF_8));
        refuses("core.photo.none", receipt.clientId(), new byte[0]);
        assertThat(attachments(place)).isZero();
        assertThat(postings.addPhoto(receipt.clientId(), taken)).satisfies(with -> {
            assertThat(with.hasPhoto()).isTrue();
            assertThat(with.takesPhoto()).isFalse();
        });
        refuses("materials.photo.there", receipt.clientId(), taken);
        var photo = boards.one(place).history().getFirst().photo();
        assertThat(photo).isNotNull();
        var content = files.read(photo);
        assertThat(content.attachment().mediaType()).isEqualTo("image/jpeg");
        assertThat(new String(content.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "GPS", "SecretPhone");
        assertThat(ImageIO.read(new ByteArrayInputStream(content.bytes())).getHeight())
                .as("upright")
                .isEqualTo(80);

        world.signIn(Role.OUTREACH_WORKER, village.village());
        assertThatThrownBy(() -> postings.addPhoto(receipt.clientId(), taken))
                .as("another worker's entry")
                .isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, world.freshVillage().village());
        assertThatThrownBy(() -> files.read(photo)).isInstanceOf(NotFound.class);
    }

    @Test
    void theFiguresOfVillagesAddUpToTheLedger() {
        var seed = System.nanoTime();
        var random = new java.util.Random(seed);
        var text = boardWorld.inForce();
        var places = new ArrayList<BoardPlaceId>();
        for (var i = 0; i < 8; i++) {
            places.add(boardWorld.place(village, "点位" + i, today.minusDays(20)));
        }
        var from = today.minusDays(10);
        var acts = new java.util.EnumMap<BoardAct, Integer>(BoardAct.class);
        for (var i = 0; i < 60; i++) {
            var act = BoardAct.values()[random.nextInt(4)];
            var day = today.minusDays(random.nextInt(20));
            try {
                postings.record(BoardWorld.draft(
                        places.get(random.nextInt(8)), act, act == BoardAct.POSTED ? text : null, day));
                if (!day.isBefore(from)) {
                    acts.merge(act, 1, Integer::sum);
                }
            } catch (RuleViolation nothingHangs) {
                assertThat(nothingHangs.key()).isEqualTo("materials.board.nothing-hangs");
            }
        }
        var district = world.division(village.district());
        var figures = directory.figures(district, from, AsOf.today(clock)).values().stream()
                .reduce(BoardFigures.NONE, BoardFigures::plus);
        var ledger = directory.of(district, AsOf.today(clock));
        assertThat(figures.states())
                .as("seed " + seed)
                .isEqualTo(BoardFigures.of(ledger).states());
        assertThat(figures.places()).isEqualTo(8);
        assertThat(figures.left() + figures.in(BoardState.UP)).isEqualTo(8);
        assertThat(figures.posted())
                .as("seed " + seed)
                .isEqualTo(acts.getOrDefault(BoardAct.POSTED, 0).longValue());
        assertThat(figures.checked())
                .as("seed " + seed)
                .isEqualTo(acts.getOrDefault(BoardAct.INTACT, 0) + acts.getOrDefault(BoardAct.DAMAGED, 0));
        assertThat(figures.takenDown())
                .as("seed " + seed)
                .isEqualTo(acts.getOrDefault(BoardAct.TAKEN_DOWN, 0).longValue());
    }

    @Test
    void theLedgerStandsInTheOrderOfCodesAndSaysTheTownOfEach() {
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        for (var code : List.of(village.village(), village.town(), village.district(), village.village())) {
            places.add(world.division(code), BoardWorld.details("点位" + System.nanoTime()), today);
        }
        var ledger = directory.of(world.division(village.district()), AsOf.today(clock));
        assertThat(ledger)
                .extracting(line -> line.place().unit() + "/" + line.town())
                .containsExactly("演示区/", "演示镇/演示镇", "演示屯村/演示镇", "演示屯村/演示镇");
        assertThat(ledger.getLast().place().code())
                .isGreaterThan(ledger.get(2).place().code());
    }

    @Test
    void theLedgerLeavesAsASheetWithAllItsColumnsAndNoFormula() throws Exception {
        var place = boardWorld.place(village, "=HYPERLINK(\"x\")广场", today.minusDays(2));
        postings.record(BoardWorld.draft(place, BoardAct.POSTED, boardWorld.inForce(), today));
        var bytes = boards.export(
                        world.division(village.town()), AsOf.today(clock), LedgerFormat.XLSX, Locale.SIMPLIFIED_CHINESE)
                .bytes();
        var xml = unzipped(bytes);
        assertThat(xml)
                .contains(
                        "点位编号",
                        "位置",
                        "类型",
                        "内容版本",
                        "张贴日期",
                        "张贴人",
                        "巡查日期",
                        "完好情况",
                        "两级电话是否齐全",
                        "撤换日期",
                        "演示屯村",
                        boards.one(place).line().place().code(),
                        "在张贴",
                        "填报单位");
        assertThat(xml).doesNotContain("<f>");
        assertThat(audits("ledger.export")).hasSize(1);
    }

    @Test
    void aDistrictArrangesTheColumnsOfItsLedgerForAllItsUnits() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, village.district());
        places.add(world.division(village.village()), BoardWorld.details("广场东侧"), today);
        var usual = boards.columns(world.division(village.district()));
        assertThat(usual).extracting(ColumnChoice::key).isEqualTo(BoardLedger.BOARDS.columns());
        var chosen = new ArrayList<ColumnChoice>();
        chosen.add(new ColumnChoice("name", "张贴位置", false));
        chosen.add(new ColumnChoice("code", "", false));
        usual.stream()
                .filter(column -> !List.of("name", "code").contains(column.key()))
                .forEach(column -> chosen.add(new ColumnChoice(column.key(), "", true)));
        boards.choose(world.division(village.district()), chosen);
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'ledger.columns' and division_id = ?")
                        .param(world.division(village.district()).value())
                        .query(Integer.class)
                        .single())
                .isOne();

        world.signIn(Role.TOWN_OFFICER, village.town());
        var bytes = boards.export(
                        world.division(village.town()), AsOf.today(clock), LedgerFormat.XLSX, Locale.SIMPLIFIED_CHINESE)
                .bytes();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows.get(1).stream().map(Cell::getText)).containsExactly("张贴位置", "点位编号");
            assertThat(rows.get(2).getCellText(0)).isEqualTo("广场东侧");
            assertThat(rows.get(2).getCellText(1)).startsWith("B");
        }
        assertThatThrownBy(() -> boards.choose(world.division(village.town()), usual))
                .isInstanceOf(AccessRefused.class);
        assertThat(boards.columns(world.division(village.town()))).isEqualTo(chosen);

        world.signIn(Role.DISTRICT_OFFICER, village.district());
        for (var wrong : List.of(
                usual.subList(1, usual.size()),
                List.<ColumnChoice>of(),
                usual.stream()
                        .map(column -> new ColumnChoice(column.key(), "", true))
                        .toList(),
                renamed(usual, "长".repeat(31)),
                renamed(usual, "a\nb"),
                renamed(usual, "点位编号"))) {
            assertThatThrownBy(() -> boards.choose(world.division(village.district()), wrong))
                    .isInstanceOf(RuleViolation.class);
        }
        assertThat(boards.columns(world.division(village.district()))).isEqualTo(chosen);
        // Another district keeps its own.
        var other = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, other.district());
        assertThat(boards.columns(world.division(other.district()))).isEqualTo(usual);
        assertThatThrownBy(() -> boards.choose(world.division(village.district()), usual))
                .isInstanceOf(NotFound.class);
    }

    private static List<ColumnChoice> renamed(List<ColumnChoice> usual, String heading) {
        var changed = new ArrayList<>(usual);
        changed.set(0, new ColumnChoice(usual.getFirst().key(), heading, false));
        return List.copyOf(changed);
    }

    @Test
    void theBoardIsPrintedWithItsOwnCodeAndEachSizeAndAgainWithTheSame() throws Exception {
        villages.ready(village);
        for (var size : BoardSize.values()) {
            for (var kind : BoardKind.values()) {
                var place = places.add(
                        boardWorld.village(village),
                        new PlaceDetails("东墙" + size + kind, PlaceKind.VILLAGE_OFFICE, kind, size),
                        today);
                byte[] bytes;
                try {
                    bytes = orders.print(place, Locale.SIMPLIFIED_CHINESE);
                } catch (RuleViolation tooSmall) {
                    assertThat(tooSmall.key()).isEqualTo("materials.board.too-long");
                    assertThat(size)
                            .as("a board of its usual size fits")
                            .isNotEqualTo(kind == BoardKind.WALL ? BoardSize.A1 : BoardSize.A2);
                    continue;
                }
                var page = boards.one(place);
                try (var document = Loader.loadPDF(bytes)) {
                    assertThat(document.getNumberOfPages()).isEqualTo(1);
                    var text = new PDFTextStripper().getText(document).replace("\n", "");
                    assertThat(text)
                            .contains(
                                    "0431-84500001（演示值）",
                                    "0431-84500004（演示值）",
                                    page.line().place().code())
                            .doesNotContain("{{", "}}", "【缺】");
                    var address = ScannedCode.on(document, 0, 40, 60, 80).orElseThrow();
                    assertThat(address).matches("HTTP://LOCALHOST:\\d+/B/[0-9A-Z]{26}");
                    assertThat(codes.resolve(CodeKind.BOARD, address.substring(address.lastIndexOf('/') + 1)))
                            .hasValue(place.value());
                }
                assertThat(orders.print(place, Locale.SIMPLIFIED_CHINESE)).isEqualTo(bytes);
                assertThat(page.prints())
                        .singleElement()
                        .satisfies(print -> assertThat(print.size()).isEqualTo(size.name()));
            }
        }
        assertThat(audits("board.print")).isNotEmpty();
    }

    @Test
    void whatIsToBePutUpIsPrintedInOneFileAndWhatCannotBeIsListed() throws Exception {
        villages.ready(village);
        var hangs = boardWorld.place(village, "已贴", today.minusDays(3));
        postings.record(BoardWorld.draft(hangs, BoardAct.POSTED, boardWorld.inForce(), today));
        boardWorld.place(village, "东/墙:?", today);
        var other = world.freshVillage();
        boardWorld.place(other, "没有本地数值", today);
        world.signIn(Role.TOWN_OFFICER, village.town());
        var out = new ByteArrayOutputStream();
        orders.printLeft(boardWorld.village(village), out, Locale.SIMPLIFIED_CHINESE);
        assertThat(names(out))
                .singleElement()
                .satisfies(name -> assertThat(name).matches("演示镇-演示屯村-B\\d+-.-东_墙__\\.pdf"));
        world.signIn(Role.TOWN_OFFICER, other.town());
        var refused = new ByteArrayOutputStream();
        orders.printLeft(boardWorld.village(other), refused, Locale.SIMPLIFIED_CHINESE);
        assertThat(names(refused)).containsExactly("没有印出的.txt");
        world.signIn(Role.TOWN_OFFICER, village.town());
        assertThatThrownBy(() -> orders.printLeft(
                        boardWorld.village(other), new ByteArrayOutputStream(), Locale.SIMPLIFIED_CHINESE))
                .isInstanceOf(NotFound.class);
    }

    private static List<String> names(ByteArrayOutputStream zip) throws Exception {
        var names = new ArrayList<String>();
        try (var in = new java.util.zip.ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void withoutItsLocalValuesABoardIsNotPrintedAndTheListSaysWhatIsMissing() {
        var place = boardWorld.place(village, "东墙", today);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> orders.print(place, Locale.SIMPLIFIED_CHINESE))
                .satisfies(refusal -> {
                    assertThat(refusal.key()).isEqualTo("materials.board.missing-values");
                    assertThat(refusal.arguments().toString()).contains("镇街举报电话", "区咨询电话");
                });
        assertThat(boards.one(place).prints()).isEmpty();
    }

    @Test
    void aHallInTownIsPrintedWithTheTownsNameAndWithoutAnOutreachWorker() throws Exception {
        villages.ready(village);
        var hall = places.add(
                world.division(village.town()),
                new PlaceDetails("镇便民大厅", PlaceKind.SERVICE_HALL, BoardKind.WALL, BoardSize.A1),
                today);
        try (var document = Loader.loadPDF(orders.print(hall, Locale.SIMPLIFIED_CHINESE))) {
            assertThat(new PDFTextStripper().getText(document).replace("\n", ""))
                    .contains("演示镇", "0431-84500003（演示值）")
                    .doesNotContain("{{", "演示宣传甲");
        }
    }

    private interface Call<T> {
        T run();
    }

    private <T> T as(PersonId person, Call<T> call) {
        world.signIn(person);
        try {
            return call.run();
        } finally {
            world.signOut();
        }
    }

    private void refuses(String key, UUID client, byte[] photo) {
        assertThatExceptionOfType(MingbaiException.class)
                .isThrownBy(() -> postings.addPhoto(client, photo))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private BoardLine line(BoardPlaceId place) {
        return on(boardWorld.today()).stream()
                .filter(line -> line.place().id().equals(place))
                .findFirst()
                .orElseThrow();
    }

    private List<BoardLine> on(LocalDate day) {
        return boards.ledger(boardWorld.village(village), AsOf.on(day, clock));
    }

    private int count(String table, BoardPlaceId place) {
        return jdbc.sql("select count(*) from " + table + " where place_id = :place")
                .param("place", place.value())
                .query(Integer.class)
                .single();
    }

    private int attachments(BoardPlaceId place) {
        return jdbc.sql("select count(*) from board_photo f join board_posting b on b.id = f.posting_id"
                        + " where b.place_id = :place")
                .param("place", place.value())
                .query(Integer.class)
                .single();
    }

    private List<@Nullable String> audits(String what) {
        return jdbc.sql("select details from audit_entry where what = :what and division_id in (:divisions)")
                .param("what", what)
                .param(
                        "divisions",
                        List.of(
                                boardWorld.village(village).value(),
                                world.division(village.town()).value()))
                .query(String.class)
                .list();
    }

    private static byte[] picture() throws Exception {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    private static String unzipped(byte[] xlsx) throws Exception {
        var file = Files.createTempFile("ledger", ".xlsx");
        Files.write(file, xlsx);
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
        return java.util.regex.Pattern.compile("&#x?([0-9A-Fa-f]+);")
                .matcher(text)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(Character.toString(
                        Integer.parseInt(found.group(1), found.group().startsWith("&#x") ? 16 : 10))));
    }
}
