package cn.mingbai.district.dossiers;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.district.dossiers.Dossier.Item;
import cn.mingbai.print.Fonts;
import cn.mingbai.print.Report;
import cn.mingbai.print.Report.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 封面清单: number, name, rows or pages and digest of every file, and what is missing and why; in Chinese, to be signed. Its
 * files are named so that they stand first in the archive, though they are written last.
 */
@Component
class DossierCover {

    private static final Locale LOCALE = Locale.SIMPLIFIED_CHINESE;
    private static final int GROUP = 16;

    private final Texts texts;

    DossierCover(Texts texts) {
        this.texts = texts;
    }

    /** The list as PDF and as .xlsx, by their names in the archive. */
    Map<String, byte[]> files(Dossier dossier, List<Item> items, Locale locale) {
        var files = new LinkedHashMap<String, byte[]>();
        var name = "00 " + texts.get(locale, "district.dossier.cover.name");
        files.put(name + ".pdf", pdf(dossier, items));
        files.put(name + ".xlsx", xlsx(dossier, items));
        return files;
    }

    /** The list on paper. */
    byte[] pdf(Dossier dossier, List<Item> items) {
        var there = items.stream().filter(item -> item.missing() == null).toList();
        var missing = items.stream().filter(item -> item.missing() != null).toList();
        var tables = new ArrayList<Report.Table>();
        tables.add(new Report.Table(
                texts.get(LOCALE, "district.dossier.cover.there", there.size()),
                List.of(
                        Column.text(word("number"), 1.3f),
                        Column.text(word("file"), 5.2f),
                        Column.number(word("rows"), 1.1f),
                        Column.number(word("pages"), 1.1f),
                        Column.text(word("digest"), 5.3f)),
                there.stream()
                        .map(item -> List.of(
                                item.number(),
                                drawable(item.name()),
                                item.rows() == null ? "" : String.valueOf(item.rows()),
                                item.pages() == null ? "" : String.valueOf(item.pages()),
                                grouped(item.sha256())))
                        .toList()));
        if (!missing.isEmpty()) {
            tables.add(new Report.Table(
                    texts.get(LOCALE, "district.dossier.cover.missing", missing.size()),
                    List.of(
                            Column.text(word("number"), 1.3f),
                            Column.text(word("what"), 5.2f),
                            Column.text(word("why"), 7.5f)),
                    missing.stream()
                            .map(item -> List.of(
                                    item.number(),
                                    drawable(item.name()),
                                    drawable(item.missing() == null ? "" : item.missing())))
                            .toList()));
        }
        return DossierPaper.of(new Report(
                title(dossier),
                lead(dossier),
                tables,
                List.of(word("how"), texts.get(LOCALE, "core.export.signatures", dossier.unitName())),
                DossierPaper.proof(texts, dossier),
                texts.get(LOCALE, "core.sealing.paper.page"),
                ""));
    }

    private byte[] xlsx(Dossier dossier, List<Item> items) {
        var rows = new ArrayList<List<? extends @Nullable Object>>();
        for (var item : items) {
            var row = new ArrayList<@Nullable Object>();
            row.add(item.number());
            row.add(item.name());
            row.add(item.rows());
            row.add(item.pages());
            row.add(item.bytes());
            row.add(item.sha256());
            row.add(item.missing());
            row.add(item.file());
            rows.add(row);
        }
        var footer = new ArrayList<>(lead(dossier));
        footer.add(word("how"));
        footer.add(texts.get(LOCALE, "core.export.signatures", dossier.unitName()));
        return SheetWriter.xlsx(
                texts.get(LOCALE, "district.dossier.cover.name"),
                new SheetTable(
                        title(dossier),
                        List.of(
                                word("number"),
                                word("file"),
                                word("rows"),
                                word("pages"),
                                word("bytes"),
                                word("digest"),
                                word("why"),
                                word("path")),
                        rows,
                        footer));
    }

    private String title(Dossier dossier) {
        return texts.get(LOCALE, "district.dossier.cover.title", dossier.unitName());
    }

    private List<String> lead(Dossier dossier) {
        return List.of(
                texts.get(
                        LOCALE,
                        "district.dossier.cover.day",
                        dossier.day(),
                        SealWords.moment(dossier.orderedAt()),
                        dossier.orderedBy()),
                dossier.withNames()
                        ? texts.get(LOCALE, "district.dossier.cover.names", drawable(dossier.reason()))
                        : word("masked"),
                texts.get(LOCALE, "district.dossier.cover.until", dossier.filesUntil()));
    }

    private static String grouped(@Nullable String sha256) {
        if (sha256 == null) {
            return "";
        }
        var groups = new StringBuilder();
        for (var from = 0; from < sha256.length(); from += GROUP) {
            groups.append(from == 0 ? "" : " ").append(sha256, from, from + GROUP);
        }
        return groups.toString();
    }

    // A class may be called by a character that no font of ours draws: the list is printed all the same.
    private static String drawable(String text) {
        var drawable = text;
        for (var character : Fonts.undrawable(text)) {
            drawable = drawable.replace(character, "□");
        }
        return drawable;
    }

    private String word(String key) {
        return texts.get(LOCALE, "district.dossier.cover." + key);
    }
}
