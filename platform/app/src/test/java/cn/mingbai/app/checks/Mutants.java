package cn.mingbai.app.checks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Files gone wrong in the ways in which they do, and in some in which only an attacker's does. */
final class Mutants {

    private static final List<String> CHARSETS =
            List.of("GB18030", "UTF-16LE", "UTF-16BE", "Big5", "ISO-8859-1", "GBK");
    private static final List<String> PIECES = List.of(
            "\0",
            "\uFEFF",
            "\u202E",
            "=1+1",
            "@SUM(A1)",
            "'",
            "\"",
            "\"\"",
            ",",
            "\t",
            ";",
            "\n",
            "\r",
            "\r\n\r\n",
            "\uD800",
            "𠮷",
            "９９",
            "1E+17",
            "99999999999999999999",
            "-1",
            "2026-02-30",
            "<b>",
            "&amp;",
            "${jndi:x}",
            "%s",
            "{0}",
            "' or 1=1 --",
            "工号",
            "户号",
            "村（社区）代码",
            "null",
            "{",
            "}",
            "[",
            "]",
            "::",
            "答案：",
            "#N/A");
    private static final List<String> XML_PIECES = List.of(
            "<mergeCells count=\"1\"><mergeCell ref=\"A1:Z9\"/></mergeCells>",
            "<row r=\"99999999\"/>",
            "<row r=\"-3\"><c r=\"A-3\"><v>1</v></c></row>",
            "<c r=\"A2\" t=\"s\"><v>999999</v></c>",
            "<c r=\"A2\" t=\"s\"><v>-1</v></c>",
            "<c r=\"B2\"><f>HYPERLINK(\"http://127.0.0.1\")</f><v>1</v></c>",
            "<c r=\"B2\" t=\"e\"><v>#REF!</v></c>",
            "<c r=\"A1\" t=\"inlineStr\"><is><t>工号</t></is></c>",
            "<c t=\"d\"><v>2026-13-77</v></c>",
            "<c r=\"B2\" s=\"99\"><v>1e308</v></c>",
            "&nbsp;",
            "<![CDATA[",
            "]]>",
            "<x/>",
            "</sheetData>");

    private Mutants() {}

    /** A file that differs from {@code good}; the same for the same random numbers. */
    static byte[] of(byte[] good, boolean text, Random random) {
        var bytes = good;
        for (var i = 0; i < 1 + random.nextInt(2); i++) {
            bytes = text && random.nextInt(3) > 0
                    ? ofText(bytes, random)
                    : !text && random.nextInt(3) > 0 ? ofArchive(bytes, random) : ofBytes(bytes, random);
        }
        return bytes;
    }

    private static byte[] ofBytes(byte[] bytes, Random random) {
        if (bytes.length < 8) {
            return new byte[] {1};
        }
        var at = random.nextInt(bytes.length);
        var length = 1 + random.nextInt(Math.min(200, bytes.length));
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 1 -> {
                return joined(
                        Arrays.copyOf(bytes, at),
                        Arrays.copyOfRange(bytes, Math.min(bytes.length, at + length), bytes.length));
            }
            case 2 -> {
                return joined(Arrays.copyOf(bytes, at), new byte[length], Arrays.copyOfRange(bytes, at, bytes.length));
            }
            case 3 -> {
                return joined(bytes, bytes);
            }
            default -> {
                var flipped = bytes.clone();
                for (var i = 0; i < 1 + random.nextInt(8); i++) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            }
        }
    }

    private static byte[] ofText(byte[] bytes, Random random) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var at = text.isEmpty() ? 0 : random.nextInt(text.length());
        var lines = text.split("\n", -1);
        var line = lines[random.nextInt(lines.length)];
        switch (random.nextInt(8)) {
            case 0 -> {
                var charset = Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size())));
                var mark = charset.name().startsWith("UTF-16") && random.nextBoolean() ? "\uFEFF" : "";
                return (mark + text).getBytes(charset);
            }
            case 1 -> {
                return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            }
            case 2 -> {
                return text.replace(line, line + "\n" + line).getBytes(StandardCharsets.UTF_8);
            }
            case 3 -> {
                return (text.substring(0, at) + "长".repeat(40_000) + text.substring(at))
                        .getBytes(StandardCharsets.UTF_8);
            }
            case 4 -> {
                return (text.substring(0, at) + "\n,,,\n".repeat(2_000) + text.substring(at))
                        .getBytes(StandardCharsets.UTF_8);
            }
            case 5 -> {
                return text.replace(',', random.nextBoolean() ? ';' : '\t').getBytes(StandardCharsets.UTF_8);
            }
            default -> {
                var changed = new StringBuilder(text);
                for (var i = 0; i < 1 + random.nextInt(3); i++) {
                    changed.insert(random.nextInt(changed.length() + 1), PIECES.get(random.nextInt(PIECES.size())));
                }
                return changed.toString().getBytes(StandardCharsets.UTF_8);
            }
        }
    }

    /** Changes what is inside, so that the archive itself is whole. */
    private static byte[] ofArchive(byte[] bytes, Random random) {
        var parts = parts(bytes);
        if (parts.isEmpty()) {
            return ofBytes(bytes, random);
        }
        var names = List.copyOf(parts.keySet());
        var name = random.nextBoolean()
                ? names.stream()
                        .filter(each -> each.contains("sheet1"))
                        .findFirst()
                        .orElse(names.getFirst())
                : names.get(random.nextInt(names.size()));
        switch (random.nextInt(7)) {
            case 0 -> parts.remove(name);
            case 1 -> parts.put(name, ofBytes(parts.getOrDefault(name, new byte[0]), random));
            case 2 -> parts.put("xl/media/inner.zip", bytes);
            case 3 -> parts.put("../../" + name, parts.getOrDefault(name, new byte[0]));
            default -> {
                var text = new String(parts.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
                var places = text.chars().filter(c -> c == '<').count();
                var piece = random.nextBoolean()
                        ? XML_PIECES.get(random.nextInt(XML_PIECES.size()))
                        : PIECES.get(random.nextInt(PIECES.size()));
                var place = places == 0 ? 0 : random.nextInt((int) places);
                var at = 0;
                for (var i = 0; i < place; i++) {
                    at = text.indexOf('<', at + 1);
                }
                at = Math.max(0, at);
                parts.put(name, (text.substring(0, at) + piece + text.substring(at)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip(parts);
    }

    static Map<String, byte[]> parts(byte[] archive) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        } catch (IOException | IllegalArgumentException broken) {
            return new LinkedHashMap<>();
        }
        return parts;
    }

    static byte[] zip(Map<String, byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (var piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
