package cn.mingbai.core.ui;

import cn.mingbai.core.spreadsheet.SheetReader;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Takes one file at a time into memory, in the reader's words, and never more of it than {@link SheetReader#MAX_BYTES}. */
public final class FileUpload extends Upload {

    /**
     * A field.
     *
     * @param received gets name and content (at most one byte longer than the limit), with the session's lock
     * @param rejected gets the sentence why the browser did not send a file
     * @param endings the file name endings that are offered, with their dots
     */
    public FileUpload(BiConsumer<String, byte[]> received, Consumer<String> rejected, String... endings) {
        setUploadHandler(event -> {
            byte[] bytes;
            try (var stream = event.getInputStream()) {
                bytes = stream.readNBytes(SheetReader.MAX_BYTES + 1);
            }
            var name = event.getFileName();
            event.getUI().access(() -> received.accept(name, bytes));
        });
        setMaxFiles(1);
        setMaxFileSize(SheetReader.MAX_BYTES);
        setAcceptedFileExtensions(endings);
        setWidthFull();
        var words = new UploadI18N();
        words.setAddFiles(new UploadI18N.AddFiles().setOne(getTranslation("core.import.choose-file")));
        words.setDropFiles(new UploadI18N.DropFiles().setOne(getTranslation("core.import.drop-file")));
        words.setError(new UploadI18N.Error()
                .setFileIsTooBig(getTranslation("core.sheet.too-large", SheetReader.MAX_BYTES / 1024 / 1024))
                .setIncorrectFileType(getTranslation("core.import.file-type", String.join(" ", endings)))
                .setTooManyFiles(getTranslation("core.import.one-file")));
        setI18n(words);
        // The next file may be chosen at once.
        addAllFinishedListener(finished -> clearFileList());
        addFileRejectedListener(refused -> rejected.accept(refused.getErrorMessage()));
    }
}
