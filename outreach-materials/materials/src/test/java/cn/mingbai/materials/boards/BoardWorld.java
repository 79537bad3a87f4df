package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.materials.texts.TextId;
import cn.mingbai.print.BoardSize;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Places, and texts that change. */
@Component
class BoardWorld {

    private final World world;
    private final BoardPlaces places;
    private final PolicyTexts texts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BoardWorld(
            World world,
            BoardPlaces places,
            PolicyTexts texts,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.world = world;
        this.places = places;
        this.texts = texts;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    LocalDate today() {
        return Times.today(clock);
    }

    DivisionId village(FreshVillage place) {
        return world.division(place.village());
    }

    /** A bulletin board in the village, entered by its town's officer, who stays signed in. */
    BoardPlaceId place(FreshVillage place, String name, LocalDate from) {
        world.signIn(Role.TOWN_OFFICER, place.town());
        return places.add(village(place), details(name), from);
    }

    static PlaceDetails details(String name) {
        return new PlaceDetails(name, PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2);
    }

    TextId inForce() {
        return texts.required(TextCode.BULLETIN_BOARD, today()).id();
    }

    static PostingDraft draft(BoardPlaceId place, BoardAct act, @Nullable TextId text, LocalDate day) {
        return new PostingDraft(UUID.randomUUID(), place, act, text, act != BoardAct.TAKEN_DOWN, day);
    }

    /** Another version of the bulletin board's text from today on, as two people would bring it into force. */
    TextId nextVersion() {
        var before = inForce();
        return transactions.execute(status -> {
            var id = jdbc.sql("select next value for policy_text_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                    insert into policy_text (id, code, version, title, rule_layer, points, sources, body, content_hash,
                      origin_hash, effective_from, recorded_at)
                    select :id, t.code, (select max(v.version) + 1 from policy_text v where v.code = t.code), t.title,
                      t.rule_layer, t.points, t.sources, t.body, t.content_hash, null, :today, :now
                    from policy_text t where t.id = :before
                    """)
                    .param("id", id)
                    .param("today", today())
                    .param("now", Times.sql(clock.instant()))
                    .param("before", before.value())
                    .update();
            var now = Times.sql(clock.instant());
            jdbc.sql("""
                    insert into policy_text_effect (id, code, text_id, valid_from, valid_to, reason, recorded_at, superseded_at)
                    select next value for policy_text_effect_seq, code, text_id, valid_from, :today, 'test', :now, '9999-12-31'
                    from policy_text_effect where code = 'bulletin-board' and superseded_at = '9999-12-31'
                      and valid_to > :today and valid_from < :today
                    """).param("today", today()).param("now", now).update();
            jdbc.sql("update policy_text_effect set superseded_at = :now where code = 'bulletin-board'"
                            + " and superseded_at = '9999-12-31' and valid_to > :today")
                    .param("now", now)
                    .param("today", today())
                    .update();
            jdbc.sql("insert into policy_text_effect (id, code, text_id, valid_from, valid_to, reason, recorded_at,"
                            + " superseded_at) values (next value for policy_text_effect_seq, 'bulletin-board', :id,"
                            + " :today, '9999-12-31', 'test', :now, '9999-12-31')")
                    .param("id", id)
                    .param("today", today())
                    .param("now", now)
                    .update();
            return new TextId(id);
        });
    }
}
