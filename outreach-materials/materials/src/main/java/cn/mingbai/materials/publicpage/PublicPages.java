package cn.mingbai.materials.publicpage;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.sheets.SheetCodes;
import cn.mingbai.materials.boards.BoardPlaceDirectory;
import cn.mingbai.materials.boards.BoardPlaceId;
import cn.mingbai.materials.leaflets.PrintStubs;
import cn.mingbai.materials.publicpage.PublicPage.Paper;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.PrintedVersions;
import cn.mingbai.materials.texts.PrintedVersions.Printed;
import cn.mingbai.materials.texts.TextChanges;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.Section;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What stands on the public page behind a code. */
@Service
public class PublicPages {

    private final Codes codes;
    private final SheetCodes sheets;
    private final PrintStubs stubs;
    private final DivisionDirectory divisions;
    private final PolicyTexts texts;
    private final ObjectProvider<PrintedVersions> prints;
    private final LeafletValues values;
    private final BoardPlaceDirectory boards;
    private final PolicyQuestions questions;
    private final Texts words;
    private final Clock clock;

    PublicPages(
            Codes codes,
            SheetCodes sheets,
            PrintStubs stubs,
            DivisionDirectory divisions,
            PolicyTexts texts,
            ObjectProvider<PrintedVersions> prints,
            LeafletValues values,
            BoardPlaceDirectory boards,
            PolicyQuestions questions,
            Texts words,
            Clock clock) {
        this.codes = codes;
        this.sheets = sheets;
        this.stubs = stubs;
        this.divisions = divisions;
        this.texts = texts;
        this.prints = prints;
        this.values = values;
        this.boards = boards;
        this.questions = questions;
        this.words = words;
        this.clock = clock;
    }

    /**
     * The page of a code; unknown, revoked and malformed tokens all get the same general page.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped("open to everyone: of the sheet only its village and the version on it are read,"
            + " and the page shows the village's public settings, no household and no person")
    @Transactional(readOnly = true)
    public PublicPage behind(String token) {
        return sheets.behind(token)
                .map(sheet -> page(
                        sheet.village(),
                        Codes.normalised(token),
                        sheet.household() != null && asks() ? Codes.normalised(token) : null,
                        printed(sheet)))
                .orElseGet(this::unknown);
    }

    /**
     * The page of a stub's code, for whoever scans it: it has no way in, since stubs are handed back to the town.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped("open to everyone: of the stub only its village and the version on its sheet are read,"
            + " and the page shows the village's public settings, no household and no person")
    @Transactional(readOnly = true)
    public PublicPage behindStub(String token) {
        return codes.resolve(CodeKind.STUB, token).stream()
                .boxed()
                .flatMap(id -> stubs.find(id).stream()
                        .map(stub -> page(stub.village(), null, null, printed(CodeKind.STUB, id))))
                .findFirst()
                .orElseGet(this::unknown);
    }

    /**
     * The page of a board's code; unknown, revoked and malformed tokens all get the same general page.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped(
            "open to everyone: of the board's row only its unit is read, and the page shows the unit's public"
                    + " settings and no person")
    @Transactional(readOnly = true)
    public PublicPage behindBoard(String token) {
        var subject = codes.resolve(CodeKind.BOARD, token);
        if (subject.isEmpty()) {
            return unknown();
        }
        return boards.find(new BoardPlaceId(subject.getAsLong()))
                .map(place -> page(
                        ofUnit(place.division()), inForce().orElse(null), true, Codes.normalised(token), null, null))
                .orElseGet(this::unknown);
    }

    /** What is in a town and in no village has the town for its own unit. */
    private Map<String, String> ofUnit(DivisionId unit) {
        var known = new HashMap<>(values.open(unit, Times.today(clock)));
        if (!known.containsKey(LeafletValues.TOWN) && known.containsKey(LeafletValues.VILLAGE)) {
            known.put(LeafletValues.TOWN, Objects.requireNonNull(known.remove(LeafletValues.VILLAGE)));
        }
        return known;
    }

    /**
     * The page of a place, to which the code on a picture for WeChat groups leads; it has no token and no way in.
     *
     * @param code the place's twelve digits; anything else gets the same general page as an unknown token
     */
    @NotDivisionScoped("open to everyone: the page shows the place's public settings, no household and no person")
    @Transactional(readOnly = true)
    public PublicPage ofPlace(String code) {
        return division(code)
                .map(place -> page(ofUnit(place.id()), inForce().orElse(null), true, null, null, null))
                .orElseGet(this::unknown);
    }

    private Optional<Division> division(String code) {
        try {
            return divisions.byCode(new DivisionCode(code), Times.today(clock));
        } catch (RuleViolation malformed) {
            return Optional.empty();
        }
    }

    private Optional<Printed> printed(SheetCodes.Sheet sheet) {
        if (sheet.blank() != null) {
            return printed(CodeKind.BLANK, sheet.blank().value());
        }
        return Optional.ofNullable(sheet.household())
                .flatMap(household -> printed(CodeKind.HOUSEHOLD, household.value()));
    }

    private Optional<Printed> printed(CodeKind kind, long subject) {
        return prints.orderedStream()
                .flatMap(print -> print.of(kind, subject).stream())
                .findFirst();
    }

    private PublicPage unknown() {
        return page(Map.of(), inForce().orElse(null), false, null, null, null);
    }

    private boolean asks() {
        return questions.on(Times.today(clock)).isPresent();
    }

    private PublicPage page(
            DivisionId village, @Nullable String token, @Nullable String questionsToken, Optional<Printed> printed) {
        var known = values.open(village, Times.today(clock));
        var inForce = inForce().orElse(null);
        var paper = printed.map(print -> paper(print, village, known, inForce)).orElse(null);
        return page(known, inForce, true, token, questionsToken, paper);
    }

    private Optional<ApprovedText> inForce() {
        return texts.inForce(TextCode.LEAFLET, Times.today(clock));
    }

    private Paper paper(Printed print, DivisionId village, Map<String, String> known, @Nullable ApprovedText inForce) {
        var then = texts.version(print.text());
        if (inForce == null) {
            return new Paper(then.version(), print.day().toString(), 0, List.of());
        }
        // With the values of its own day: a phone or an amount that has changed is told like a changed sentence.
        var changes =
                TextChanges.between(told(then.text(), values.open(village, print.day())), told(inForce.text(), known));
        return new Paper(then.version(), print.day().toString(), inForce.version(), changes.sections());
    }

    /** All that a page tells with these values, phones included. */
    private List<Section> told(PolicyText text, Map<String, String> known) {
        var sections = new ArrayList<>(PolicyText.fillLeavingOut(text.body(), known));
        sections.add(new Section(
                text.phones().heading(),
                phones(known).stream()
                        .map(phone ->
                                (words.get(Texts.LOCALES.getFirst(), phone.purposeKey()) + " " + phone.office()).strip()
                                        + " " + phone.number())
                        .toList()));
        return sections;
    }

    private PublicPage page(
            Map<String, String> known,
            @Nullable ApprovedText inForce,
            boolean isKnown,
            @Nullable String token,
            @Nullable String questionsToken,
            @Nullable Paper paper) {
        var place = (known.getOrDefault(LeafletValues.TOWN, "") + " " + known.getOrDefault(LeafletValues.VILLAGE, ""))
                .strip();
        var text = inForce == null ? null : inForce.text();
        return new PublicPage(
                text == null ? words.get(Texts.LOCALES.getFirst(), "materials.public.revising") : text.title(),
                text == null ? "" : text.label(),
                place,
                known.getOrDefault(SettingKey.UNIT.key(), ""),
                text == null ? List.of() : sections(text, known),
                phones(known),
                text == null ? List.of() : PolicyText.fixed(text.phones()),
                text == null ? "" : String.join("", PolicyText.fixed(text.imprint())),
                isKnown,
                token,
                questionsToken,
                paper);
    }

    private static List<PublicPage.Section> sections(PolicyText text, Map<String, String> known) {
        return PolicyText.fillLeavingOut(text.body(), known).stream()
                .map(section -> new PublicPage.Section(
                        section.heading(),
                        section.paragraphs().stream().map(PublicPage.Words::of).toList()))
                .toList();
    }

    private static List<PublicPage.Phone> phones(Map<String, String> known) {
        var unit = known.getOrDefault(SettingKey.UNIT.key(), "");
        var town = known.getOrDefault(LeafletValues.TOWN, "");
        var phones = new ArrayList<PublicPage.Phone>();
        phone(phones, known, SettingKey.PHONE_TOWN_ADVICE, "materials.leaflet.advice", town);
        phone(phones, known, SettingKey.PHONE_DISTRICT_ADVICE, "materials.leaflet.advice", unit);
        phone(phones, known, SettingKey.HOTLINE, "materials.leaflet.hotline-office", "");
        phone(phones, known, SettingKey.PHONE_TOWN_REPORT, "materials.leaflet.report", town);
        phone(phones, known, SettingKey.PHONE_DISTRICT_REPORT, "materials.leaflet.report", unit);
        return phones;
    }

    private static void phone(
            List<PublicPage.Phone> phones, Map<String, String> known, SettingKey key, String purpose, String office) {
        var number = known.get(key.key());
        if (number != null) {
            phones.add(new PublicPage.Phone(purpose, office, number));
        }
    }
}
