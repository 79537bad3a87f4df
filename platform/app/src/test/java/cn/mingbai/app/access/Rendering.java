package cn.mingbai.app.access;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** Everything that a result says, as one text: records and collections to the bottom, spreadsheets and PDFs opened. */
final class Rendering {

    private static final int DEPTH = 12;

    private final StringBuilder text = new StringBuilder();

    private Rendering() {}

    static String of(@Nullable Object result) {
        var rendering = new Rendering();
        rendering.add(result, 0);
        return rendering.text.toString();
    }

    private void add(@Nullable Object value, int depth) {
        if (value == null) {
            text.append("null ");
        } else if (depth > DEPTH) {
            throw new IllegalStateException("expected results at most " + DEPTH + " deep, but met " + value.getClass());
        } else if (value instanceof byte[] bytes) {
            addBytes(bytes);
        } else if (value instanceof InputStream stream) {
            try (stream) {
                addBytes(stream.readAllBytes());
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null), depth + 1);
        } else if (value instanceof BaseStream<?, ?> stream) {
            stream.iterator().forEachRemaining(each -> add(each, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                add(key, depth + 1);
                add(each, depth + 1);
            });
        } else if (value instanceof Iterable<?> iterable && !(value instanceof java.nio.file.Path)) {
            iterable.forEach(each -> add(each, depth + 1));
        } else if (value.getClass().isArray()) {
            for (var i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i), depth + 1);
            }
        } else if (value instanceof Enum<?> || !value.getClass().getName().startsWith("cn.mingbai")) {
            text.append(value).append(' ');
        } else {
            addFields(value, depth);
        }
    }

    private void addFields(Object value, int depth) {
        text.append(value.getClass().getSimpleName()).append('[');
        for (@Nullable Class<?> type = value.getClass();
                type != null && type.getName().startsWith("cn.mingbai");
                type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    try {
                        text.append(field.getName()).append('=');
                        add(field.get(value), depth + 1);
                    } catch (IllegalAccessException closed) {
                        throw new IllegalStateException(closed);
                    }
                }
            }
        }
        text.append("] ");
    }

    private void addBytes(byte[] bytes) {
        var head = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
        try {
            if (head.startsWith("PK")) {
                // Some writers leave sizes to the central directory, which a stream does not read.
                var file = Files.createTempFile("rendering", ".zip");
                Files.write(file, bytes);
                try (var zip = new ZipFile(file.toFile())) {
                    for (var entry : Collections.list(zip.entries())) {
                        text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                                .append(' ');
                    }
                } finally {
                    Files.delete(file);
                }
            } else if (head.startsWith("%PDF")) {
                try (var document = Loader.loadPDF(bytes)) {
                    text.append(new PDFTextStripper().getText(document)).append(' ');
                }
            } else {
                text.append(new String(bytes, StandardCharsets.UTF_8)).append(' ');
            }
        } catch (IOException broken) {
            throw new IllegalStateException("expected a readable file of " + bytes.length + " bytes", broken);
        }
    }
}
