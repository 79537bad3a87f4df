package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
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
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.heldclass.ClassDraft;
import cn.mingbai.courses.heldclass.ClassId;
import cn.mingbai.courses.heldclass.ClassSignIn;
import cn.mingbai.courses.heldclass.HeldClasses;
import cn.mingbai.courses.ledgers.TrainingLedger;
import cn.mingbai.courses.ledgers.TrainingLedgers;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.courses.records.Corrections;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of held classes; they use the people that {@link CoreAccessRows} seeded. */
final class ClassesAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final byte[] PICTURE = TakenPhoto.small();

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var classes = fixture.bean(HeldClasses.class);
        var planned = classes.plan(target.division(), draft(target.canary()));
        var held = classes.plan(target.division(), draft(target.canary()));
        target.put("class", planned);
        target.put("held-class", held);
        var tests = fixture.bean(PaperTests.class);
        var paper = tests.open(target.division(), target.canary(), "01", today());
        tests.attach(paper, target.canary() + ".jpg", PICTURE);
        target.put("paper", paper);
        if (target.level() == Level.CITY) {
            // Nobody is posted at a city.
            target.put("seat-token", "0".repeat(26));
            target.put("page-token", "0".repeat(26));
            target.put("second-number", "NOBODY");
            target.put("record", 0L);
            target.put("marked", target.get("person", PersonId.class));
            target.put("second", target.get("person", PersonId.class));
            target.put("third", target.get("person", PersonId.class));
            return;
        }
        var person = target.get("person", PersonId.class);
        var second = fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM);
        target.put("second", second);
        var third = fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM);
        target.put("third", third);
        var signIn = fixture.bean(ClassSignIn.class);
        classes.add(planned, Set.of(person, second));
        signIn.tick(planned, Set.of(person));
        classes.add(held, Set.of(person, second, third));
        signIn.tick(held, Set.of(second));
        signIn.close(held);
        target.put("seat-token", token(fixture, planned, second));
        // Not the person with the canary, who is to be listed as untrained elsewhere.
        var marked = fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM);
        target.put("marked", marked);
        tests.enter(paper, marked, 85);
        target.put("second-number", text(fixture, "select staff_number from person where id = :id", second));
        target.put(
                "record",
                fixture.bean(JdbcClient.class)
                        .sql("select max(id) from training_record where person_id = :person and kind = 'PAPER_PASSED'")
                        .param("person", marked.value())
                        .query(Long.class)
                        .single());
        // The page signs in for good, so it has a seat of its own.
        target.put("page-token", token(fixture, held, third));
    }

    private static String text(Fixture fixture, String sql, PersonId person) {
        return fixture.bean(JdbcClient.class)
                .sql(sql)
                .param("id", person.value())
                .query(String.class)
                .single();
    }

    private static byte[] scores(Target target) {
        return ("工号,姓名,成绩\n" + target.get("second-number", String.class) + ",测试人员"
                        + target.get("second", PersonId.class).value() + ",90")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String token(Fixture fixture, ClassId id, PersonId person) {
        var seat = fixture.bean(JdbcClient.class)
                .sql("select id from class_seat where class_session_id = :class and in_force = :person")
                .param("class", id.value())
                .param("person", person.value())
                .query(Long.class)
                .single();
        return fixture.bean(Codes.class).token(CodeKind.CLASS_SEAT, seat);
    }

    @Override
    public void add(Table table) {
        table.read(HeldClasses.class, "list", Year.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list(Year.of(today().getYear())))
                .shows();
        table.read(HeldClasses.class, "one", ClassId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.one(planned(target)))
                .shows();
        table.write(HeldClasses.class, "plan", DivisionId.class, ClassDraft.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan(target.division(), draft("新的培训")));
        table.write(HeldClasses.class, "change", ClassId.class, ClassDraft.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.change(planned(target), draft("改过的培训")));
        table.write(HeldClasses.class, "cancel", ClassId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.cancel(planned(target), "停电"));
        table.write(HeldClasses.class, "add", ClassId.class, Set.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.add(planned(target), Set.of(target.get("third", PersonId.class))));
        table.write(HeldClasses.class, "remove", ClassId.class, Set.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.remove(planned(target), Set.of(target.get("second", PersonId.class))));
        table.write(HeldClasses.class, "makeUp", ClassId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.makeUp(target.get("held-class", ClassId.class), today().plusDays(7)));
        table.write(HeldClasses.class, "signInSheet", ClassId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.signInSheet(planned(target)));

        table.read(ClassSignIn.class, "open", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.open(target.get("seat-token", String.class)))
                .shows();
        table.write(ClassSignIn.class, "scan", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.scan(target.get("seat-token", String.class)))
                .shows();
        table.write(ClassSignIn.class, "tick", ClassId.class, Set.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.tick(planned(target), Set.of(target.get("second", PersonId.class))));
        table.write(ClassSignIn.class, "walkIn", ClassId.class, PersonId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.walkIn(planned(target), target.get("third", PersonId.class)));
        table.write(ClassSignIn.class, "untick", ClassId.class, Set.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.untick(planned(target), Set.of(target.get("person", PersonId.class)), "误勾"));
        table.write(ClassSignIn.class, "attachSheet", ClassId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.attachSheet(planned(target), "签到表.jpg", PICTURE));
        table.write(ClassSignIn.class, "close", ClassId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.close(planned(target)));

        table.read(PaperTests.class, "list", Year.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list(Year.of(today().getYear())))
                .shows();
        table.read(PaperTests.class, "one", PaperTestId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.one(paper(target)))
                .shows();
        table.write(PaperTests.class, "open", DivisionId.class, String.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.open(target.division(), "新的考试", "01", today()));
        table.write(PaperTests.class, "attach", PaperTestId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.attach(paper(target), "试卷.jpg", PICTURE));
        table.write(PaperTests.class, "enter", PaperTestId.class, PersonId.class, int.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.enter(paper(target), target.get("second", PersonId.class), 90));
        table.read(PaperTests.class, "plan", PaperTestId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan(paper(target), "a.csv", scores(target)));
        table.write(PaperTests.class, "apply", PaperTestId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.apply(paper(target), "a.csv", scores(target)));
        table.write(PaperTests.class, "takeBack", PaperTestId.class, PersonId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.takeBack(paper(target), target.get("marked", PersonId.class), "录错"));
        table.write(Corrections.class, "propose", long.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.propose(target.get("record", Long.class), "录错"));
        table.read(TrainingLedgers.class, "columns", DivisionId.class, TrainingLedger.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.columns(target.division(), TrainingLedger.TRAINING));
        table.write(TrainingLedgers.class, "choose", DivisionId.class, TrainingLedger.class, List.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.choose(target.division(), TrainingLedger.SUMMARY, usual()));
        table.write(
                        TrainingLedgers.class,
                        "export",
                        TrainingLedger.class,
                        DivisionId.class,
                        AsOf.class,
                        LedgerFormat.class,
                        Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export(
                                TrainingLedger.TRAINING,
                                target.division(),
                                new AsOf(today(), today()),
                                LedgerFormat.XLSX,
                                Locale.SIMPLIFIED_CHINESE)
                        .bytes())
                .shows();
        table.route("training-ledgers", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("training-ledger-columns", DISTRICT_OFFICER);
        table.route("paper-tests", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("paper-test", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);

        table.route("held-classes", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("held-class", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("held-class-plan", DISTRICT_OFFICER, TOWN_OFFICER);
        table.endpoint("GET", "/S/{token}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get("/S/" + target.get("page-token", String.class)))
                .shows();
        table.endpoint("GET", "/s/{token}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get("/s/" + target.get("page-token", String.class)))
                .shows();
        table.endpoint("POST", "/S/{token}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target ->
                        post("/S/" + target.get("page-token", String.class)).with(csrf()))
                .shows();
    }

    private static ClassId planned(Target target) {
        return target.get("class", ClassId.class);
    }

    private static List<ColumnChoice> usual() {
        return TrainingLedger.SUMMARY.columns().stream()
                .map(key -> new ColumnChoice(key, "", false))
                .toList();
    }

    private static PaperTestId paper(Target target) {
        return target.get("paper", PaperTestId.class);
    }

    private static LocalDate today() {
        return LocalDate.now(Times.ZONE);
    }

    private static ClassDraft draft(String title) {
        return new ClassDraft(
                title,
                Set.of("01"),
                "三楼会议室",
                "王芳",
                today(),
                LocalTime.of(9, 0),
                LocalTime.of(11, 30),
                new BigDecimal("4"),
                Set.of(),
                Set.of());
    }
}
