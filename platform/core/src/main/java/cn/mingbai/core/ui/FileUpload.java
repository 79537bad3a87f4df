package cn.mingbai.core.ui;

import cn.mingbai.core.spreadsheet.SheetReader;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Takes one file at a time into memory, in the reader's words, and never more of it than {@link SheetReader#MAX_BYTES}: what
 * is larger is refused before or while it is read, and nothing of it is handed on. The framework itself has no such limit.
 */
public final class FileUpload extends Upload {

    private static final int BYTES_PER_MB = 1024 * 1024;

    /**
     * A field.
     *
     * @param received gets name and content, with the session's lock
     * @param rejected gets the sentence why a file was not taken
     * @param endings the file name endings that are offered, with their dots
     */
    public FileUpload(BiConsumer<String, byte[]> received, Consumer<String> rejected, String... endings) {
        setUploadHandler(event -> take(event, received, rejected));
        setMaxFiles(1);
        setMaxFileSize(SheetReader.MAX_BYTES);
        setAcceptedFileExtensions(endings);
        setWidthFull();
        var words = new UploadI18N();
        words.setAddFiles(new UploadI18N.AddFiles().setOne(getTranslation("core.import.choose-file")));
        words.setDropFiles(new UploadI18N.DropFiles().setOne(getTranslation("core.import.drop-file")));
        words.setError(new UploadI18N.Error()
                .setFileIsTooBig(getTranslation("core.sheet.too-large", SheetReader.MAX_BYTES / BYTES_PER_MB))
                .setIncorrectFileType(getTranslation("core.import.file-type", String.join(" ", endings)))
                .setTooManyFiles(getTranslation("core.import.one-file")));
        setI18n(words);
        // The next file may be chosen at once.
        addAllFinishedListener(finished -> clearFileList());
        addFileRejectedListener(refused -> rejected.accept(refused.getErrorMessage()));
    }

    private void take(UploadEvent event, BiConsumer<String, byte[]> received, Consumer<String> rejected)
            throws IOException {
        var name = event.getFileName();
        if (event.getFileSize() > SheetReader.MAX_BYTES) {
            refuse(event, rejected, "core.import.too-large-by", size(event.getFileSize()));
            return;
        }
        byte[] bytes;
        try (var stream = event.getInputStream()) {
            bytes = stream.readNBytes(SheetReader.MAX_BYTES + 1);
        }
        if (bytes.length > SheetReader.MAX_BYTES) {
            refuse(event, rejected, "core.import.too-large");
            return;
        }
        event.getUI().access(() -> received.accept(name, bytes));
    }

    private void refuse(UploadEvent event, Consumer<String> rejected, String key, Object... came) {
        var arguments = new Object[came.length + 1];
        arguments[0] = SheetReader.MAX_BYTES / BYTES_PER_MB;
        System.arraycopy(came, 0, arguments, 1, came.length);
        event.reject();
        event.getUI().access(() -> rejected.accept(getTranslation(key, arguments)));
    }

    /** In megabytes, rounded up to a tenth, so that it never reads like what is taken. */
    private static String size(long bytes) {
        var tenths = Math.ceilDiv(bytes * 10, (long) BYTES_PER_MB);
        return tenths / 10 + "." + tenths % 10;
    }
}
