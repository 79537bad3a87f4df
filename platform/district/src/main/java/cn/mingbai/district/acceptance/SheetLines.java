package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Judges the lines of a town's sheet: each is met, not met, or not assessed, and says what was found and why. What cannot
 * be told is not assessed, never met.
 */
@Component
@Internal
class SheetLines {

    private final Texts texts;

    SheetLines(Texts texts) {
        this.texts = texts;
    }

    /**
     * The lines.
     *
     * @param requirements one for each item, in their order
     * @param phase the phase as addresses name it
     */
    List<AcceptanceLine> of(TownFacts facts, List<PhaseRequirement> requirements, String phase, AsOf asOf) {
        return requirements.stream()
                .map(requirement -> line(facts, requirement, phase, asOf))
                .toList();
    }

    /** How many of how many, what was found, and, where it cannot be judged, why not. */
    private record Told(Share share, Said found, Said cannot) {}

    private AcceptanceLine line(TownFacts facts, PhaseRequirement requirement, String phase, AsOf asOf) {
        var item = requirement.item();
        var told = told(facts, item);
        var verdict = AcceptanceVerdict.NOT_ASSESSED;
        var why = told.cannot();
        if (!requirement.wanted()) {
            why = said("why.NOT_WANTED");
        } else if (why.isNothing()) {
            var met = isMet(facts, requirement, told.share());
            verdict = met ? AcceptanceVerdict.MET : AcceptanceVerdict.NOT_MET;
            why = met ? Said.NOTHING : unmet(facts, requirement, told.share());
        }
        return new AcceptanceLine(
                item,
                verdict,
                requirement.wanted(),
                requirement.target(),
                told.share().count(),
                told.share().of(),
                requirement.wanted() ? said("asked." + item, requirement.percent()) : said("asked.nothing"),
                told.found(),
                why,
                path(facts, item, verdict, phase, asOf));
    }

    private static boolean isMet(TownFacts facts, PhaseRequirement requirement, Share share) {
        return switch (requirement.item()) {
            case BULLETIN -> facts.bulletins() > 0;
            case INSPECTED -> facts.checks().isPassed();
            case BOARDS -> share.isComplete();
            case TRAINING, OUTREACH, WORKERS, INFORMED, PHONES, AWARE, SATISFIED, PROBLEMS ->
                requirement.isMet(share.count(), share.of());
        };
    }

    private Told told(TownFacts facts, AcceptanceItem item) {
        return switch (item) {
            case TRAINING -> training(facts);
            case OUTREACH -> outreach(facts);
            case WORKERS -> workers(facts);
            case INFORMED -> informed(facts);
            case BOARDS -> boards(facts);
            case PHONES -> phones(facts);
            case BULLETIN -> bulletin(facts);
            case INSPECTED -> inspected(facts);
            case AWARE -> asked(facts.checks().aware(), "found.AWARE");
            case SATISFIED -> asked(facts.checks().satisfied(), "found.SATISFIED");
            case PROBLEMS -> problems(facts);
        };
    }

    private Told training(TownFacts facts) {
        var met = facts.people().byRule();
        var everyone = facts.people().everyone();
        return new Told(
                met,
                said(
                        "found.TRAINING",
                        text(met.of()),
                        text(met.count()),
                        text(met.left()),
                        percent(met),
                        text(everyone.count()),
                        text(everyone.of())),
                met.isEmpty() ? said("why.no-people") : Said.NOTHING);
    }

    private Told outreach(TownFacts facts) {
        var reached = facts.coverage().reached();
        return new Told(
                reached,
                said(
                        "found.OUTREACH",
                        text(reached.of()),
                        text(reached.count()),
                        text(reached.left()),
                        percent(reached),
                        text(facts.coverage().excludedInAll())),
                reached.isEmpty() ? said("why.no-households") : Said.NOTHING);
    }

    private Told workers(TownFacts facts) {
        var share = new Share(facts.villages() - facts.withoutWorker(), facts.villages());
        return new Told(
                share,
                said("found.WORKERS", text(share.of()), text(share.count()), text(share.left())),
                share.isEmpty() ? said("why.no-villages") : Said.NOTHING);
    }

    private Told informed(TownFacts facts) {
        var named = facts.coverage().named();
        return new Told(
                named,
                said(
                        "found.INFORMED",
                        text(named.of()),
                        text(named.count()),
                        percent(named),
                        text(facts.coverage().confirmed().count()),
                        text(facts.coverage().checked().count())),
                named.isEmpty() ? said("why.no-households") : Said.NOTHING);
    }

    private Told boards(TownFacts facts) {
        var places = facts.boards().places();
        var left = facts.boards().left();
        return new Told(
                new Share(places - left, places),
                places == 0
                        ? said("found.no-boards")
                        : said("found.BOARDS", text(places), text(places - left), text(left)),
                Said.NOTHING);
    }

    private Told phones(TownFacts facts) {
        var all = TownFacts.PHONES.size();
        var missing = facts.phonesMissing().size();
        return new Told(
                new Share(all - missing, all), said("found.PHONES", text(all), text(all - missing)), Said.NOTHING);
    }

    private Told bulletin(TownFacts facts) {
        var made = facts.bulletins();
        return new Told(
                new Share(Math.min(made, 1), 1),
                made == 0
                        ? said("found.no-bulletin")
                        : said("found.BULLETIN", text(made), String.valueOf(facts.lastBulletin())),
                Said.NOTHING);
    }

    private Told inspected(TownFacts facts) {
        var checks = facts.checks();
        var all = checks.finished() + checks.open();
        if (all == 0) {
            return new Told(Share.EMPTY, said("found.no-inspection"), Said.NOTHING);
        }
        var count = said(
                "found.INSPECTED",
                text(all),
                text(checks.drawn()),
                text(checks.verified()),
                text(checks.missed()),
                text(checks.refused() + checks.notFound()));
        return new Told(new Share(checks.finished(), all), followed(count, checks.words()), Said.NOTHING);
    }

    private Told asked(Share share, String key) {
        return share.isEmpty()
                ? new Told(share, said("found.nobody-asked"), said("why.nobody-asked"))
                : new Told(share, said(key, text(share.of()), text(share.count()), percent(share)), Said.NOTHING);
    }

    private Told problems(TownFacts facts) {
        var checks = facts.checks();
        var problems = checks.problems();
        if (checks.finished() == 0 && problems.isEmpty()) {
            return new Told(problems, said("found.no-inspection"), said("why.not-inspected"));
        }
        return new Told(
                problems,
                problems.isEmpty()
                        ? said("found.no-problem")
                        : said("found.PROBLEMS", text(problems.of()), text(problems.count()), text(problems.left())),
                Said.NOTHING);
    }

    private Said unmet(TownFacts facts, PhaseRequirement requirement, Share share) {
        return switch (requirement.item()) {
            case TRAINING, OUTREACH, INFORMED, AWARE, SATISFIED ->
                said("why." + requirement.item(), text(missing(requirement, share)), requirement.percent());
            case WORKERS, PROBLEMS -> said("why." + requirement.item(), text(share.left()));
            case BOARDS -> share.isEmpty() ? said("why.no-boards") : said("why.BOARDS", text(share.left()));
            case PHONES -> named(facts);
            case BULLETIN -> said("why.BULLETIN");
            case INSPECTED -> uninspected(facts.checks());
        };
    }

    /** How many more are wanted to reach the target. */
    private static long missing(PhaseRequirement requirement, Share share) {
        var wanted = (share.of() * requirement.target() + PhaseRequirement.ALL - 1) / PhaseRequirement.ALL;
        return wanted - share.count();
    }

    private Said named(TownFacts facts) {
        return each(locale -> text(
                locale,
                "why.PHONES",
                facts.phonesMissing().stream()
                        .map(key -> texts.get(locale, "core.setting." + key.key()))
                        .collect(Collectors.joining(texts.get(locale, "district.bulletin.comma")))));
    }

    private Said uninspected(TownFacts.Checks checks) {
        if (checks.failedTwice() > 0) {
            return said("why.failed-twice", text(checks.failedTwice()));
        }
        if (checks.failed() > 0) {
            return said("why.second-draw", text(checks.failed()));
        }
        return checks.open() > 0 ? said("why.inspection-open", text(checks.open())) : said("why.INSPECTED");
    }

    private static String path(
            TownFacts facts, AcceptanceItem item, AcceptanceVerdict verdict, String phase, AsOf asOf) {
        var town = facts.town().id().value();
        var days = "day=" + asOf.day() + "&known=" + asOf.known();
        return switch (item) {
            case TRAINING -> "training-rate/" + town + "?" + days;
            case OUTREACH, INFORMED -> "coverage/" + town + "?" + days;
            case WORKERS -> "district/" + town + "?" + days;
            case BOARDS -> "boards/" + town + "?" + days + (verdict == AcceptanceVerdict.NOT_MET ? "&left" : "");
            case PHONES -> "settings";
            case BULLETIN -> "bulletin/" + town + "?phase=" + phase + "&" + days;
            case INSPECTED, AWARE, SATISFIED, PROBLEMS ->
                facts.checks().only() == 0
                        ? "inspections"
                        : "inspection/" + facts.checks().only();
        };
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static String percent(Share share) {
        return share.isEmpty() ? "—" : share.percent();
    }

    private Said said(String key, Object... arguments) {
        return each(locale -> text(locale, key, arguments));
    }

    private String text(Locale locale, String key, Object... arguments) {
        return texts.get(locale, "district.acceptance." + key, arguments);
    }

    private static Said each(Function<Locale, String> words) {
        return new Said(words.apply(Locale.SIMPLIFIED_CHINESE), words.apply(Locale.ENGLISH));
    }

    private static Said followed(Said first, List<Said> others) {
        var zh = new StringBuilder(first.zh());
        var en = new StringBuilder(first.en());
        others.forEach(other -> {
            zh.append(other.zh());
            en.append(' ').append(other.en());
        });
        return new Said(zh.toString(), en.toString());
    }
}
