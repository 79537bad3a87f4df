package cn.mingbai.core.ui;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.ledgers.ExportTurns;
import cn.mingbai.core.ledgers.MadeLedger;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A file that is made when somebody asks for it; where that is refused, the answer is the sentence that says why. */
public final class MadeFile {

    private static final int CONFLICT = 409;

    private MadeFile() {}

    /** The answer with a file in memory. */
    public static DownloadResponse of(Component view, String name, String mediaType, Supplier<byte[]> file) {
        try {
            var bytes = file.get();
            return new DownloadResponse(new ByteArrayInputStream(bytes), name, mediaType, bytes.length);
        } catch (MingbaiException refused) {
            return DownloadResponse.error(
                    CONFLICT,
                    view.getTranslation(refused.key(), refused.arguments().toArray()));
        }
    }

    /** The answer with a ledger file; it is gone when it is sent. */
    public static DownloadResponse of(Component view, Supplier<MadeLedger> ledger) {
        try {
            var made = ExportTurns.inTurn(ledger);
            return new DownloadResponse(made.open(), made.name(), made.format().mediaType(), made.size());
        } catch (MingbaiException refused) {
            return DownloadResponse.error(
                    CONFLICT,
                    view.getTranslation(refused.key(), refused.arguments().toArray()));
        }
    }

    /** The answer with a file that is written to a stream. */
    public static DownloadResponse written(Component view, String name, String mediaType, Consumer<OutputStream> file) {
        return of(view, name, mediaType, () -> {
            var bytes = new ByteArrayOutputStream();
            file.accept(bytes);
            return bytes.toByteArray();
        });
    }
}
