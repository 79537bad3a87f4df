package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.settings.LocalSetting;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.informed.ThreeQuestions;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visitapp.PackDoors;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what an inspector's phone needs without a line: the doors drawn of the inspections that are still open, masked. */
@Component
@Internal
class CheckPack {

    private final PhoneFindings findings;
    private final PersonAliases aliases;
    private final PackDoors doors;
    private final PolicyQuestions questions;
    private final SettingDirectory settings;
    private final DivisionDirectory divisions;
    private final Clock clock;

    CheckPack(
            PhoneFindings findings,
            PersonAliases aliases,
            PackDoors doors,
            PolicyQuestions questions,
            SettingDirectory settings,
            DivisionDirectory divisions,
            Clock clock) {
        this.findings = findings;
        this.aliases = aliases;
        this.doors = doors;
        this.questions = questions;
        this.settings = settings;
        this.divisions = divisions;
        this.clock = clock;
    }

    /**
     * What a phone gets.
     *
     * @param rounds the inspections that the person goes to
     * @param villages those of their doors
     * @param questions what is asked, with the right answers; null when there is nothing to ask
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pack(
            List<Round> rounds,
            List<Village> villages,
            @Nullable Questions questions) {}

    /** An inspection; its doors in the order in which one walks: by village, group and number. */
    record Round(long id, String title, List<Door> doors) {}

    /** A village and the phones for reports, by which the inspector knows whether a household knows one. */
    record Village(long id, String name, List<String> phones) {}

    /**
     * A door drawn.
     *
     * @param id of the household drawn, not of the household
     * @param part what it was drawn from: replacements stand in for those of their part, in the order of {@code place}
     * @param number as the list of the draw has it; {@code now} is the household's number today where it is another
     * @param codes what a scan of its sheet is recognised by
     * @param informed who is recorded as the informed member; missing when nobody is
     * @param ask the places of its three questions; missing when there are none
     * @param outcome what the desk has of it; missing while nothing
     * @param mine true when that is what this inspector recorded, who then may record it once more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Door(
            long id,
            String part,
            boolean replacement,
            int place,
            long village,
            String number,
            @Nullable String now,
            String group,
            String head,
            List<String> codes,
            PackDoors.@Nullable Informed informed,
            @Nullable List<Integer> ask,
            @Nullable FindingOutcome outcome,
            @Nullable Boolean mine) {}

    /** The questions of a policy version. */
    record Questions(String version, List<Question> list) {}

    /** A question as the inspector reads it out; {@code right} is the right answer, for the inspector alone. */
    record Question(String code, String stem, String right) {}

    /** The pack of a person, today. */
    Pack of(PersonId inspector) {
        var today = Times.today(clock);
        var rounds = findings.rounds(inspector);
        var persons = aliases.all(inspector.value());
        var items = rounds.stream().flatMap(round -> round.doors().stream()).toList();
        var known = doors.of(items.stream().map(InspectionItem::household).toList(), today);
        var villages = items.stream()
                .map(InspectionItem::village)
                .distinct()
                .flatMap(village -> divisions.find(village, today).stream())
                .sorted(Comparator.comparing(division -> division.code().value()))
                .toList();
        var order = villages.stream().map(Division::id).toList();
        var pool = questions.on(today).orElse(null);
        return new Pack(
                rounds.stream()
                        .map(round -> new Round(
                                round.inspection().id().value(),
                                round.inspection().title(),
                                round.doors().stream()
                                        .sorted(route(order, known))
                                        .map(item -> door(item, persons, known.get(item.household()), pool))
                                        .toList()))
                        .toList(),
                villages.stream()
                        .map(village -> new Village(village.id().value(), village.name(), phones(village.id(), today)))
                        .toList(),
                pool == null || items.isEmpty() ? null : keyed(pool));
    }

    private static Comparator<InspectionItem> route(List<DivisionId> villages, Map<HouseholdId, PackDoors.Door> known) {
        return Comparator.<InspectionItem>comparingInt(item -> villages.indexOf(item.village()))
                .thenComparing(item -> {
                    var door = known.get(item.household());
                    return door == null ? "" : door.order();
                })
                .thenComparing(item -> item.number().length())
                .thenComparing(InspectionItem::number);
    }

    private static Door door(
            InspectionItem item,
            Set<Long> persons,
            PackDoors.@Nullable Door known,
            PolicyQuestions.@Nullable Pool pool) {
        var finding = item.finding();
        return new Door(
                item.id().value(),
                item.part(),
                item.replacement(),
                item.place(),
                item.village().value(),
                item.number(),
                known == null || known.number().equals(item.number()) ? null : known.number(),
                known == null ? item.group() : known.group(),
                known == null ? "" : known.head(),
                known == null ? List.of() : known.codes(),
                known == null ? null : known.informed(),
                pool == null
                        ? null
                        : ThreeQuestions.places(
                                item.id().value(),
                                pool.version(),
                                pool.questions().size()),
                finding == null ? null : finding.outcome(),
                item.by() != null && persons.contains(item.by().value()) ? true : null);
    }

    private static Stream<String> value(Map<SettingKey, LocalSetting> settings, SettingKey key) {
        var setting = settings.get(key);
        return setting == null ? Stream.empty() : Stream.of(setting.value().strip());
    }

    private List<String> phones(DivisionId village, LocalDate day) {
        var inForce = settings.inForce(village, day);
        return Stream.of(SettingKey.PHONE_TOWN_REPORT, SettingKey.PHONE_DISTRICT_REPORT)
                .flatMap(key -> value(inForce, key))
                .toList();
    }

    private Questions keyed(PolicyQuestions.Pool pool) {
        var key = questions.key(pool.version());
        return new Questions(
                pool.version(),
                pool.questions().stream()
                        .map(question -> new Question(
                                question.code(),
                                question.stem(),
                                question.choices().stream()
                                        .filter(choice -> choice.key()
                                                .equals(Objects.requireNonNullElse(key.get(question.code()), "")))
                                        .map(PolicyQuestions.Choice::text)
                                        .collect(Collectors.joining())))
                        .toList());
    }
}
