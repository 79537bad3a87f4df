package cn.mingbai.district.dossiers;

import cn.mingbai.core.crypto.FileCipher;
import cn.mingbai.core.crypto.SecretFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The files of dossiers: one ZIP each, encrypted on the disk. */
@Component
class DossierFolder {

    private static final String NAME = "dossier.zip";

    private final SecretFolder files;

    DossierFolder(@Value("${mingbai.dossiers.folder}") Path root, FileCipher cipher) {
        files = new SecretFolder(root, cipher);
    }

    /** Writes a dossier's file whole or not at all. */
    void write(DossierId id, SecretFolder.Writing writing) {
        files.write(id.value(), NAME, writing);
    }

    boolean holds(DossierId id) {
        return files.holds(id.value(), NAME);
    }

    InputStream read(DossierId id) throws IOException {
        return files.read(id.value(), NAME);
    }

    /** The dossiers of which there is anything. */
    List<Long> all() {
        return files.owners();
    }

    void destroy(DossierId id) {
        files.destroy(id.value());
    }
}
