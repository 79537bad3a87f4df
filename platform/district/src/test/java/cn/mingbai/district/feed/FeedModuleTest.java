package cn.mingbai.district.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.district.feed.FeedTokens.Draft;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class FeedModuleTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final LocalDate BEGUN = LocalDate.of(2024, 2, 1);

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    FeedTokens tokens;

    @Autowired
    WebApplicationContext context;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private MockMvc mvc;
    private FreshVillage place;
    private DivisionId district;
    private DivisionId town;
    private DivisionId village;
    private DivisionId other;
    private LocalDate today;

    @BeforeEach
    void aDistrictWithHouseholds() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        today = Times.today(clock);
        place = world.freshVillage();
        district = world.division(place.district());
        town = world.division(place.town());
        village = world.division(place.village());
        other = world.addVillage(place, "演示邻村");
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                district, new Campaign.Phase("宣传", today.minusDays(60), today.plusDays(60), today.plusDays(59)));
        var doors = districts.addHouseholds(village, 7, BEGUN);
        districts.addHouseholds(other, 4, BEGUN);
        world.signIn(world.person(Duty.OUTREACH_A, place.village(), BEGUN));
        districts.visit(doors.getFirst(), today, VisitOutcome.IN_PERSON);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    @AfterEach
    void leave() {
        world.signOut();
    }

    private Draft draft(String names, DivisionId... units) {
        return new Draft("区大数据平台", Set.of(units), today.plusDays(30), names);
    }

    private String key(String names, DivisionId... units) {
        return tokens.issue(draft(names, units)).key();
    }

    private MockHttpServletResponse call(@Nullable String key, String path) throws Exception {
        world.signOut();
        var request = get(path);
        return mvc.perform(key == null ? request : request.header(HttpHeaders.AUTHORIZATION, "Bearer " + key))
                .andReturn()
                .getResponse();
    }

    private JsonNode json(String key, String path) throws Exception {
        var response = call(key, path);
        var text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as(path + " " + text).isEqualTo(200);
        assertThat(response.getHeader(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        return JSON.readTree(text);
    }

    private int status(@Nullable String key, String path) throws Exception {
        return call(key, path).getStatus();
    }

    @Test
    void aKeyReadsWhatItsUnitsHoldAndTheRatesAddUp() throws Exception {
        var key = key("", town);
        assertThat(json(key, "/api/v1/units").get("units").findValuesAsString("name"))
                .containsExactly("演示镇", "演示屯村", "演示邻村");
        var rates = json(key, "/api/v1/rates").get("units");
        assertThat(rates).hasSize(3);
        var whole = rates.get(0).get("outreach");
        assertThat(whole.get("reached").get("count").asInt()).isEqualTo(1);
        assertThat(whole.get("reached").get("of").asInt()).isEqualTo(11);
        assertThat(whole.get("reached").get("percent").asString()).isEqualTo("9.0%");
        var sum = 0;
        for (var at = 1; at < rates.size(); at++) {
            sum += rates.get(at).get("outreach").get("reached").get("of").asInt();
        }
        assertThat(sum).isEqualTo(11);
        assertThat(whole.get("villagesWithoutWorker").asInt()).isEqualTo(1);
        // Nothing is asked of anybody here: nobody counts, and no percentage is shown.
        assertThat(rates.get(0).get("training").get("byRule").get("percent").isNull())
                .isTrue();
        // Before the visit nobody was reached.
        assertThat(json(key, "/api/v1/rates?unit=%s&day=%s".formatted(village.value(), today.minusDays(1)))
                        .get("units")
                        .get(0)
                        .get("outreach")
                        .get("reached")
                        .get("count")
                        .asInt())
                .isZero();
        // Units given one above the other are counted once.
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var twice = json(key("", town, village), "/api/v1/rates").get("units");
        assertThat(twice.get(0)).isEqualTo(rates.get(0));
    }

    @Test
    void whatAKeyDoesNotOpenIsNotFoundWhetherItIsThereOrNot() throws Exception {
        var key = key("", village);
        for (var unit : List.of(other.value(), town.value(), district.value(), 999_999_999L, 0L)) {
            assertThat(status(key, "/api/v1/rates?unit=" + unit))
                    .as("rates of " + unit)
                    .isEqualTo(404);
            assertThat(status(key, "/api/v1/ledgers/VISITS?unit=" + unit))
                    .as("ledger of " + unit)
                    .isEqualTo(404);
            assertThat(status(key, "/api/v1/ledgers/VISITS/csv?unit=" + unit))
                    .as("csv of " + unit)
                    .isEqualTo(404);
        }
        assertThat(call(key, "/api/v1/rates?unit=" + other.value()).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(call(key, "/api/v1/rates?unit=999999999").getContentAsString(StandardCharsets.UTF_8));
        assertThat(status(key, "/api/v1/ledgers/NOTHING?unit=" + village.value()))
                .isEqualTo(404);
    }

    @Test
    void aLedgerComesInPagesAndAsCsvWithTheSameRows() throws Exception {
        var key = key("", town);
        var rows = new ArrayList<JsonNode>();
        Integer page = 1;
        while (page != null) {
            var answer = json(key, "/api/v1/ledgers/VISITS?unit=%s&page=%s&size=4".formatted(town.value(), page));
            answer.get("rows").forEach(rows::add);
            assertThat(answer.get("namesMasked").asBoolean()).isTrue();
            page = answer.get("next").isNull()
                    ? null
                    : (Integer) answer.get("next").asInt();
        }
        assertThat(rows).hasSize(11);
        assertThat(rows.stream().map(row -> row.get("serial").asInt()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        var response = call(key, "/api/v1/ledgers/VISITS/csv?unit=" + town.value());
        var csv = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getContentType()).startsWith("text/csv");
        assertThat(csv).startsWith("\"serial\",\"county\"");
        assertThat(csv.lines()).hasSize(12);
        assertThat(csv.lines().skip(1).findFirst().orElseThrow())
                .contains(rows.getFirst().get("number").asString());
        assertThat(json(key, "/api/v1/ledgers/VISITS?unit=%s&page=9000".formatted(town.value()))
                        .get("rows"))
                .isEmpty();
    }

    @Test
    void namesAreMaskedUnlessTheKeyWasGivenTheRightWithAReason() throws Exception {
        var masked = key("", town);
        var clear = key("医保部门比对，区政办〔2026〕12号", town);
        var path = "/api/v1/ledgers/VISITS?unit=" + village.value();
        var worker = jdbc.sql("select s.name from posting p join person s on s.id = p.person_id"
                        + " where p.division_id = ? and p.duty = 'OUTREACH_A'")
                .param(village.value())
                .query(String.class)
                .single();
        var text = call(masked, path).getContentAsString(StandardCharsets.UTF_8);
        assertThat(text).contains("演**1").doesNotContain("演示户", worker, "\"entry\"");
        assertThat(call(masked, "/api/v1/ledgers/VISITS/csv?unit=" + village.value())
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain("演示户", worker);
        assertThat(call(masked, "/api/v1/ledgers/WORKERS?unit=" + village.value())
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain(worker);
        assertThat(call(clear, path).getContentAsString(StandardCharsets.UTF_8)).contains("演示户1", worker);
        assertThat(jdbc.sql("select details from audit_entry where what = 'feed.ledger' and division_id = ?"
                                + " order by id desc limit 1")
                        .param(village.value())
                        .query(String.class)
                        .single())
                .contains("VISITS", "区政办〔2026〕12号");
    }

    @Test
    void everyCallLeavesAnAuditRowUnderTheOfficersName() throws Exception {
        var officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        var issued = tokens.issue(draft("", town));
        for (var path : List.of(
                "/api/v1/units",
                "/api/v1/rates",
                "/api/v1/ledgers",
                "/api/v1/ledgers/SUMMARY?unit=" + town.value(),
                "/api/v1/ledgers/SUMMARY/csv?unit=" + town.value())) {
            assertThat(status(issued.key(), path)).as(path).isEqualTo(200);
        }
        assertThat(jdbc.sql("select what from audit_entry where subject = ? and person_id = ? order by id")
                        .params("feed key " + issued.id().value(), officer.value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "feed.issue", "feed.units", "feed.rates", "feed.ledgers", "feed.ledger", "feed.ledger");
    }

    @Test
    void aKeyEndsOnItsLastDayOrWhenItIsWithdrawn() throws Exception {
        var issued = tokens.issue(draft("", town));
        var gone = tokens.issue(draft("", town));
        assertThat(status(issued.key(), "/api/v1/units")).isEqualTo(200);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        assertThat(tokens.tokens().stream()
                        .filter(line -> line.id().equals(issued.id()))
                        .findFirst()
                        .orElseThrow()
                        .lastUsed())
                .isEqualTo(clock.instant());
        tokens.withdraw(gone.id(), "系统停用");
        assertThatThrownBy(() -> tokens.withdraw(gone.id(), "再停一次")).isInstanceOf(Conflict.class);
        assertThat(status(gone.key(), "/api/v1/units")).isEqualTo(401);
        clock.advance(Duration.ofDays(30));
        assertThat(status(issued.key(), "/api/v1/units")).isEqualTo(200);
        clock.advance(Duration.ofDays(1));
        var response = call(issued.key(), "/api/v1/units");
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader(HttpHeaders.WWW_AUTHENTICATE)).isEqualTo("Bearer");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("\"problem\":\"key\"");
    }

    @Test
    void theDatabaseKnowsNoKey() {
        var issued = tokens.issue(draft("", town));
        assertThat(issued.key()).hasSize(32);
        assertThat(issued.toString()).doesNotContain(issued.key());
        assertThat(jdbc.sql("select digest from feed_token where id = ?")
                        .param(issued.id().value())
                        .query(byte[].class)
                        .single())
                .isEqualTo(FeedKeys.digest(issued.key()));
        assertThat(jdbc.sql("select count(*) from audit_entry where details like ?")
                        .param("%" + issued.key() + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void hostileCallsAreRefusedInWords() throws Exception {
        var key = key("", town);
        for (var wrong : new String[] {
            null,
            "",
            "x",
            "A".repeat(32),
            key.toLowerCase(java.util.Locale.ROOT),
            key + "A",
            "' or 1=1 --",
            "A".repeat(5000)
        }) {
            assertThat(status(wrong, "/api/v1/units")).as(String.valueOf(wrong)).isEqualTo(401);
        }
        for (var path : List.of(
                "/api/v1/rates?unit=x",
                "/api/v1/rates?unit=-1",
                "/api/v1/rates?unit=99999999999999999999",
                "/api/v1/rates?day=yesterday",
                "/api/v1/rates?day=2026-02-30",
                "/api/v1/rates?known=1",
                "/api/v1/ledgers/visits?unit=1",
                "/api/v1/ledgers/VISITS;DROP?unit=1",
                "/api/v1/ledgers/VISITS",
                "/api/v1/ledgers/VISITS/csv?unit=",
                "/api/v1/ledgers/VISITS?unit=%s&page=x".formatted(town.value()),
                "/api/v1/ledgers/VISITS?unit=%s&size=1e3".formatted(town.value()))) {
            assertThat(status(key, path)).as(path).isIn(400, 404);
        }
        for (var path : List.of(
                "/api/v1/rates?day=" + today.plusDays(1),
                "/api/v1/rates?known=" + today.plusDays(1),
                "/api/v1/rates?day=%s&known=%s".formatted(today, today.minusDays(1)),
                "/api/v1/ledgers/VISITS?unit=%s&page=0".formatted(town.value()),
                "/api/v1/ledgers/VISITS?unit=%s&page=10001".formatted(town.value()),
                "/api/v1/ledgers/VISITS?unit=%s&size=0".formatted(town.value()),
                "/api/v1/ledgers/VISITS?unit=%s&size=1001".formatted(town.value()))) {
            assertThat(status(key, path)).as(path).isEqualTo(422);
        }
    }

    @Test
    void onlyDistrictOfficersMakeKeysAndOnlyForTheirOwnUnits() {
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> tokens.issue(draft("", town))).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(tokens::tokens).isInstanceOf(AccessRefused.class);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var foreign = world.division(world.freshVillage().district());
        assertThatThrownBy(() -> tokens.issue(draft("", town, foreign))).isInstanceOf(NotFound.class);
        var own = tokens.issue(draft("", town));
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(tokens.tokens()).extracting(FeedTokens.Line::id).doesNotContain(own.id());
        assertThatThrownBy(() -> tokens.withdraw(own.id(), "不是我的")).isInstanceOf(NotFound.class);
    }

    @Test
    void hostileDraftsAreRefused() {
        for (var wrong : List.of(
                new Draft("", Set.of(town), today, ""),
                new Draft("长".repeat(61), Set.of(town), today, ""),
                new Draft("a\nb", Set.of(town), today, ""),
                new Draft("系统\u202E", Set.of(town), today, ""),
                new Draft("系统", Set.of(), today, ""),
                new Draft("系统", Set.of(town), today.minusDays(1), ""),
                new Draft("系统", Set.of(town), today.plusDays(367), ""),
                new Draft("系统", Set.of(town), today, "长".repeat(201)),
                new Draft("系统", Set.of(town), today, "a\u0000b"))) {
            assertThatThrownBy(() -> tokens.issue(wrong)).as(wrong.toString()).isInstanceOf(RuleViolation.class);
        }
        var id = tokens.issue(draft("", town)).id();
        for (var wrong : List.of("", " ", "长".repeat(201), "a\nb")) {
            assertThatThrownBy(() -> tokens.withdraw(id, wrong)).isInstanceOf(RuleViolation.class);
        }
    }

    // The description against the code, and answers against the description.

    private static JsonNode description() throws Exception {
        try (var in = FeedController.class.getResourceAsStream("openapi.json")) {
            return JSON.readTree(java.util.Objects.requireNonNull(in).readAllBytes());
        }
    }

    @Test
    void theDescriptionNamesEveryCallAndEveryParameterAndNoOthers() throws Exception {
        assertThat(description().get("openapi").asString()).isEqualTo("3.1.0");
        var told = new TreeSet<String>();
        for (var path : description().get("paths").properties()) {
            assertThat(path.getValue().propertyNames()).as(path.getKey()).containsExactly("get");
            told.add(path.getKey());
            var parameters = path.getValue().get("get").get("parameters");
            if (parameters != null) {
                parameters.forEach(parameter ->
                        told.add(path.getKey() + " " + parameter.get("in").asString() + " "
                                + parameter.get("name").asString()));
            }
        }
        var coded = new TreeSet<String>();
        for (var method : FeedController.class.getDeclaredMethods()) {
            var mapping = method.getAnnotation(GetMapping.class);
            if (mapping == null) {
                continue;
            }
            for (var path : mapping.path()) {
                coded.add(path);
                for (var parameter : method.getParameters()) {
                    if (parameter.isAnnotationPresent(RequestParam.class)) {
                        coded.add(path + " query " + parameter.getName());
                    } else if (parameter.isAnnotationPresent(PathVariable.class)) {
                        coded.add(path + " path " + parameter.getName());
                    }
                }
            }
        }
        assertThat(coded).hasSizeGreaterThan(15).isEqualTo(told);
        assertThat(JSON.readTree(call(null, "/api/v1/openapi.json").getContentAsByteArray()))
                .isEqualTo(description());
    }

    @Test
    void answersAreAsDescribed() throws Exception {
        var key = key("", town);
        for (var each : Map.of(
                        "/api/v1/units", "/api/v1/units",
                        "/api/v1/rates", "/api/v1/rates",
                        "/api/v1/ledgers", "/api/v1/ledgers",
                        "/api/v1/ledgers/{ledger}", "/api/v1/ledgers/VISITS?size=3&unit=" + town.value())
                .entrySet()) {
            fits(json(key, each.getValue()), answer(each.getKey(), "200"), each.getKey());
        }
        fits(JSON.readTree(call("x", "/api/v1/units").getContentAsByteArray()), answer("/api/v1/units", "401"), "401");
        fits(
                JSON.readTree(call(key, "/api/v1/rates?unit=1").getContentAsByteArray()),
                answer("/api/v1/rates", "404"),
                "404");
        fits(
                JSON.readTree(call(key, "/api/v1/rates?unit=x").getContentAsByteArray()),
                answer("/api/v1/rates", "400"),
                "400");
    }

    private static JsonNode answer(String path, String status) throws Exception {
        return description()
                .get("paths")
                .get(path)
                .get("get")
                .get("responses")
                .get(status)
                .get("content")
                .get("application/json")
                .get("schema");
    }

    /** Whether a value is as a schema says: the parts of JSON Schema that the description uses, and no others. */
    private static void fits(JsonNode value, JsonNode schema, String at) throws Exception {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asString().replace("#/components/schemas/", "");
            fits(value, description().get("components").get("schemas").get(name), at);
            return;
        }
        var types = new TreeSet<String>();
        if (schema.get("type").isArray()) {
            schema.get("type").forEach(type -> types.add(type.asString()));
        } else {
            types.add(schema.get("type").asString());
        }
        var actual = value.isNull()
                ? "null"
                : value.isObject()
                        ? "object"
                        : value.isArray()
                                ? "array"
                                : value.isBoolean()
                                        ? "boolean"
                                        : value.isIntegralNumber() ? "integer" : value.isNumber() ? "number" : "string";
        assertThat(types.contains(actual) || actual.equals("integer") && types.contains("number"))
                .as("%s is %s, described as %s", at, actual, types)
                .isTrue();
        if (schema.has("enum")) {
            var values = new TreeSet<String>();
            schema.get("enum").forEach(each -> values.add(each.asString()));
            assertThat(values).as(at).contains(value.asString());
        }
        if (schema.has("pattern")) {
            assertThat(value.asString()).as(at).matches(schema.get("pattern").asString());
        }
        if (value.isArray()) {
            for (var each : value) {
                fits(each, schema.get("items"), at + "[]");
            }
        } else if (value.isObject() && schema.has("properties")) {
            assertThat(new TreeSet<>(value.propertyNames()))
                    .as(at)
                    .isEqualTo(new TreeSet<>(schema.get("properties").propertyNames()));
            for (var property : value.properties()) {
                fits(
                        property.getValue(),
                        schema.get("properties").get(property.getKey()),
                        at + "." + property.getKey());
            }
        } else if (value.isObject() && schema.has("additionalProperties")) {
            for (var property : value.properties()) {
                fits(property.getValue(), schema.get("additionalProperties"), at + "." + property.getKey());
            }
        }
    }
}
