package cn.mingbai.district.dossiers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.AttachmentFiles;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.courses.heldclass.ClassDirectory;
import cn.mingbai.courses.heldclass.HeldClasses;
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.district.dossiers.DossierPart.Made;
import cn.mingbai.district.dossiers.DossierPart.Making;
import cn.mingbai.district.dossiers.DossierPart.Missing;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.snapshots.OutreachSnapshots;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a dossier consists of, in order. Every file is one that others make and that whoever packs may export himself: it is
 * asked for by the service that exports it, which checks the rights of whoever ordered and records the export.
 */
@Component
class DossierParts {

    private static final String PDF = ".pdf";
    private static final String XLSX = ".xlsx";

    private final DistrictFigures figures;
    private final List<LedgerSource> sources;
    private final LedgerFiles ledgers;
    private final OutreachSnapshots outreach;
    private final RateSnapshots training;
    private final HeldClasses classes;
    private final ClassDirectory held;
    private final AttachmentFiles attachments;
    private final DossierDifferences differences;
    private final CampaignDirectory campaigns;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Texts texts;
    private final TransactionTemplate transactions;

    DossierParts(
            DistrictFigures figures,
            List<LedgerSource> sources,
            LedgerFiles ledgers,
            OutreachSnapshots outreach,
            RateSnapshots training,
            HeldClasses classes,
            ClassDirectory held,
            AttachmentFiles attachments,
            DossierDifferences differences,
            CampaignDirectory campaigns,
            DivisionDirectory divisions,
            Access access,
            Texts texts,
            TransactionTemplate transactions) {
        this.figures = figures;
        this.sources = sources;
        this.ledgers = ledgers;
        this.outreach = outreach;
        this.training = training;
        this.classes = classes;
        this.held = held;
        this.attachments = attachments;
        this.differences = differences;
        this.campaigns = campaigns;
        this.divisions = divisions;
        this.access = access;
        this.texts = texts;
        this.transactions = transactions;
    }

    /** The day of a dossier, as known when it was ordered: the same for all its parts. */
    static AsOf asOf(Dossier dossier) {
        return AsOf.at(dossier.day(), dossier.orderedAt());
    }

    /** The parts, none of them made yet. */
    List<DossierPart> of(Dossier dossier, Locale locale) {
        var parts = new ArrayList<DossierPart>();
        figures(dossier, locale, parts);
        ledgers(dossier, locale, parts);
        snapshots(dossier, locale, parts);
        classes(dossier, locale, parts);
        differences(dossier, locale, parts);
        return parts;
    }

    private void figures(Dossier dossier, Locale locale, List<DossierPart> parts) {
        add(
                parts,
                1,
                "FIGURES",
                word(locale, "district.dossier.part.figures"),
                locale,
                Map.of(XLSX, () -> Made.of(figures.export(dossier.unit(), asOf(dossier), locale), null)));
    }

    private void ledgers(Dossier dossier, Locale locale, List<DossierPart> parts) {
        for (var source : sources) {
            for (var ledger : source.ledgers()) {
                var files = new LinkedHashMap<String, Making>();
                files.put(PDF, () -> ledger(dossier, source, ledger, LedgerFormat.PDF, locale));
                files.put(XLSX, () -> ledger(dossier, source, ledger, LedgerFormat.XLSX, locale));
                add(parts, 2, "LEDGERS", word(locale, source.nameKey(ledger)), locale, files);
            }
        }
    }

    private Made ledger(Dossier dossier, LedgerSource source, Ledger ledger, LedgerFormat format, Locale locale) {
        access.require(Action.EXPORT_FIGURES, dossier.unit());
        var reason = dossier.withNames() && source.hasHouseholdNames(ledger) ? dossier.reason() : null;
        var made = transactions.execute(status ->
                ledgers.make(source.sheet(ledger, dossier.unit(), asOf(dossier), reason, locale), format, locale));
        if (made.rows() == 0) {
            made.close();
            throw new Missing("district.dossier.missing.no-rows");
        }
        return new Made(made.rows(), made::open);
    }

    private void snapshots(Dossier dossier, Locale locale, List<DossierPart> parts) {
        var outreachFiles = new LinkedHashMap<String, Making>();
        outreachFiles.put(PDF, () -> Made.of(outreach.pdf(outreachReport(dossier)), null));
        outreachFiles.put(XLSX, () -> Made.of(outreach.xlsx(outreachReport(dossier)), null));
        add(parts, 3, "SNAPSHOTS", word(locale, "district.dossier.part.sealed-outreach"), locale, outreachFiles);
        var trainingFiles = new LinkedHashMap<String, Making>();
        trainingFiles.put(PDF, () -> Made.of(training.pdf(trainingReport(dossier)), null));
        trainingFiles.put(XLSX, () -> Made.of(training.xlsx(trainingReport(dossier)), null));
        add(parts, 3, "SNAPSHOTS", word(locale, "district.dossier.part.sealed-training"), locale, trainingFiles);
    }

    /** The newest report up to the day; a town asks its district for it. */
    private long outreachReport(Dossier dossier) {
        var campaign = campaigns
                .covering(dossier.unit(), dossier.day())
                .orElseThrow(() -> new Missing("district.dossier.missing.no-campaign"));
        requireSnapshots();
        return newest(
                outreach.list().stream()
                        .filter(report -> report.campaign().equals(campaign.id()))
                        .toList(),
                OutreachSnapshots.Listed::day,
                OutreachSnapshots.Listed::id,
                dossier.day());
    }

    private long trainingReport(Dossier dossier) {
        var district = divisions.districtOf(dossier.unit(), dossier.day()).map(Division::id);
        requireSnapshots();
        return newest(
                training.list().stream()
                        .filter(report -> Optional.of(report.district()).equals(district))
                        .toList(),
                RateSnapshots.Listed::day,
                RateSnapshots.Listed::id,
                dossier.day());
    }

    private void requireSnapshots() {
        if (!access.may(Action.VIEW_SNAPSHOTS)) {
            throw new Missing("district.dossier.missing.sealed-by-district");
        }
    }

    // Lists come with the latest day and number first.
    private static <T> long newest(List<T> listed, Function<T, LocalDate> day, Function<T, Long> id, LocalDate until) {
        return listed.stream()
                .filter(one -> !day.apply(one).isAfter(until))
                .findFirst()
                .map(id)
                .orElseThrow(() -> new Missing("district.dossier.missing.not-sealed"));
    }

    private void classes(Dossier dossier, Locale locale, List<DossierPart> parts) {
        var from = campaigns
                .covering(dossier.unit(), dossier.day())
                .map(campaign -> campaign.from())
                .orElse(dossier.day().minusYears(1));
        var sessions = held.sessions(dossier.unit(), from, asOf(dossier));
        if (sessions.isEmpty()) {
            add(parts, 4, "CLASSES", word(locale, "district.dossier.part.classes"), locale, Map.of(PDF, () -> {
                throw new Missing("district.dossier.missing.no-class", from);
            }));
        }
        for (var session : sessions) {
            var name = texts.get(locale, "district.dossier.part.class", session.day(), session.title());
            add(parts, 4, "CLASSES", name, locale, Map.of(PDF, () -> Made.of(classes.signInSheet(session.id()), null)));
            // What was signed by hand and attached; without it the sheet above is all there is, and says so by itself.
            List<Attachment> signed = classes.one(session.id()).sheets();
            if (signed.isEmpty()) {
                add(
                        parts,
                        4,
                        "CLASSES",
                        texts.get(locale, "district.dossier.part.signed", name),
                        locale,
                        Map.of(PDF, () -> {
                            throw new Missing("district.dossier.missing.no-signed-sheet");
                        }));
            }
            for (var sheet : signed) {
                add(
                        parts,
                        4,
                        "CLASSES",
                        texts.get(locale, "district.dossier.part.signed", name),
                        locale,
                        Map.of(
                                ending(sheet),
                                () -> Made.of(attachments.read(sheet.id()).bytes(), null)));
            }
        }
    }

    private static String ending(Attachment attachment) {
        return switch (attachment.mediaType()) {
            case "application/pdf" -> PDF;
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            default -> ".bin";
        };
    }

    private void differences(Dossier dossier, Locale locale, List<DossierPart> parts) {
        add(
                parts,
                5,
                "DIFFERENCES",
                word(locale, "district.dossier.part.differences"),
                locale,
                Map.of(PDF, () -> Made.of(differences.pdf(dossier), null)));
    }

    private void add(
            List<DossierPart> parts,
            int section,
            String folder,
            String name,
            Locale locale,
            Map<String, Making> files) {
        var prefix = "%02d-".formatted(section);
        var number =
                parts.stream().filter(part -> part.number().startsWith(prefix)).count() + 1;
        parts.add(new DossierPart(
                prefix + "%02d".formatted(number),
                name,
                "%02d-%s".formatted(section, word(locale, "district.dossier.section." + folder)),
                files));
    }

    private String word(Locale locale, String key) {
        return texts.get(locale, key);
    }
}
