package cn.mingbai.materials.cards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.devices.BindingCards;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.print.CardPrinter;
import cn.mingbai.print.OutreachCard;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Prints outreach workers' cards. Each print gives a worker a new binding code and ends the earlier ones for that village:
 * a card that was lost or lent binds nothing more. Nothing is stored of the file, because whoever has it can bind phones.
 */
@Service
public class WorkerCards {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int MOST = 500;

    /** No token: what is printed as a sample binds nothing. */
    private static final String SAMPLE_TOKEN = "0".repeat(26);

    private final DivisionDirectory divisions;
    private final AreaDirectory workers;
    private final LeafletValues values;
    private final BindingCards cards;
    private final Codes codes;
    private final Texts texts;
    private final Access access;
    private final Clock clock;

    WorkerCards(
            DivisionDirectory divisions,
            AreaDirectory workers,
            LeafletValues values,
            BindingCards cards,
            Codes codes,
            Texts texts,
            Access access,
            Clock clock) {
        this.divisions = divisions;
        this.workers = workers;
        this.values = values;
        this.cards = cards;
        this.codes = codes;
        this.texts = texts;
        this.access = access;
        this.clock = clock;
    }

    /** A worker in a village, for whom a card is to be printed. */
    public record Wanted(DivisionId village, PersonId person) {}

    /**
     * An outreach worker who can have a card.
     *
     * @param town the town's name
     * @param phone the town's phone for questions about the bearer, or null while it is missing
     * @param inForce the code of the card printed before, when it still binds; null when there is none
     */
    public record Line(
            Wanted wanted,
            String staffNumber,
            String name,
            Duty duty,
            String village,
            String town,
            @Nullable String phone,
            BindingCards.@Nullable InForce inForce) {

        /** Whether all that stands on the card is known. */
        public boolean printable() {
            return phone != null;
        }
    }

    /**
     * Who can have a card at a place.
     *
     * @param lines in code order of the villages, A before B
     * @param withoutWorker the names of the villages that have no outreach worker
     * @param townsWithoutPhone the names of the towns whose phone is missing
     */
    public record Check(List<Line> lines, List<String> withoutWorker, Set<String> townsWithoutPhone) {}

    /**
     * The outreach workers of a town or village with what is missing on their cards.
     *
     * @throws NotFound when the place is out of reach or does not exist today
     */
    @Transactional(readOnly = true)
    public Check check(DivisionId place) {
        access.require(Action.PRINT_LEAFLETS, place);
        var today = Times.today(clock);
        divisions.get(place, today);
        var villages = divisions.subtree(place, today).stream()
                .filter(unit -> unit.level() == Level.VILLAGE)
                .toList();
        var splits = workers.within(new Reach(Set.of(place), today), today);
        var inForce = cards.inForce(villages.stream().map(Division::id).toList()).stream()
                .collect(Collectors.toMap(
                        card -> new Wanted(card.village(), card.person()), card -> card, (earlier, later) -> later));
        var lines = new ArrayList<Line>();
        var without = new ArrayList<String>();
        var phoneless = new java.util.LinkedHashSet<String>();
        for (var village : villages) {
            var posted = splits.getOrDefault(village.id(), AreaSplit.NOBODY).workers();
            if (posted.isEmpty()) {
                without.add(village.name());
                continue;
            }
            var known = values.open(village.id(), today);
            var town = known.getOrDefault(LeafletValues.TOWN, "");
            var phone = known.get(SettingKey.PHONE_TOWN_ADVICE.key());
            if (phone == null || phone.isBlank()) {
                phoneless.add(town);
                phone = null;
            }
            for (var worker : posted) {
                var wanted = new Wanted(village.id(), worker.person());
                lines.add(new Line(
                        wanted,
                        worker.staffNumber(),
                        worker.name(),
                        worker.duty(),
                        village.name(),
                        town,
                        phone,
                        inForce.get(wanted)));
            }
        }
        return new Check(List.copyOf(lines), List.copyOf(without), phoneless);
    }

    /**
     * The cards as they will look, with a code that binds nothing.
     *
     * @throws RuleViolation when none can be printed
     */
    @Transactional(readOnly = true)
    public byte[] preview(DivisionId place) {
        var lines = check(place).lines().stream()
                .filter(Line::printable)
                .limit(MOST)
                .toList();
        if (lines.isEmpty()) {
            throw new RuleViolation("materials.card.nobody");
        }
        var address = codes.address(CodeKind.BINDING, SAMPLE_TOKEN);
        var sample = texts.get(CHINESE, "materials.leaflet.sample");
        return drawn(lines.stream().map(line -> card(line, address, sample)).toList());
    }

    /**
     * Prints cards, ten to a page, each with a new code; the codes of earlier cards of these workers in these villages end.
     *
     * @param wanted 1 to {@value #MOST}
     * @return the PDF; it is kept nowhere
     * @throws NotFound when a village is out of reach, or a person is no outreach worker there today
     * @throws RuleViolation when a phone is missing, or a name cannot be drawn: nothing is printed and no code ends
     */
    @Transactional
    public byte[] print(List<Wanted> wanted) {
        access.require(Action.PRINT_LEAFLETS);
        if (wanted.isEmpty() || wanted.size() > MOST) {
            throw new RuleViolation("materials.card.choose", MOST);
        }
        var found = new LinkedHashMap<Wanted, Line>();
        for (var village : wanted.stream().map(Wanted::village).distinct().toList()) {
            check(village).lines().forEach(line -> found.put(line.wanted(), line));
        }
        var seen = new HashSet<Wanted>();
        var by = access.caller().person();
        var text = texts.get(CHINESE, "materials.card.binding", BindingCards.GOOD_FOR.toDays());
        var printed = new ArrayList<OutreachCard>();
        for (var one : wanted) {
            var line = found.get(one);
            if (line == null) {
                throw new NotFound("core.access.not-found");
            }
            if (!line.printable()) {
                throw new RuleViolation("materials.card.no-phone", line.town());
            }
            if (seen.add(one)) {
                printed.add(card(line, cards.address(one.person(), one.village(), by), text));
            }
        }
        return drawn(printed);
    }

    private static OutreachCard card(Line line, String address, String text) {
        return new OutreachCard(
                line.name(), line.village(), line.town(), line.phone() == null ? "" : line.phone(), address, text);
    }

    private static byte[] drawn(List<OutreachCard> cards) {
        var out = new ByteArrayOutputStream();
        try {
            CardPrinter.write(cards, out, (done, total) -> {});
            return out.toByteArray();
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("materials.card.undrawable", String.join("", undrawable.characters()));
        } catch (IllegalArgumentException tooLong) {
            throw new RuleViolation("materials.card.too-long");
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write cards into memory", failed);
        }
    }
}
