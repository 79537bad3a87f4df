package cn.mingbai.courses.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A process that is killed while it writes its first index: at the n-th time that it turns to its files. */
final class KilledBuild {

    private static final int KILLED = 137;

    private KilledBuild() {}

    public static void main(String[] arguments) throws IOException {
        var left = new AtomicInteger(Integer.parseInt(arguments[1]));
        var folder = new IndexFolder(
                Path.of(arguments[0]), Glossary.shipped(), path -> new Dying(IndexFolder.files(path), left), null);
        var documents = new SomeDocuments();
        folder.build("of a process that was killed", documents::read);
    }

    private static final class Dying extends FilterDirectory {
        private final AtomicInteger left;

        Dying(Directory files, AtomicInteger left) {
            super(files);
            this.left = left;
        }

        private void step() {
            if (left.decrementAndGet() <= 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            step();
            return super.createOutput(name, context);
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            step();
            super.sync(names);
            step();
        }

        @Override
        public void rename(String source, String dest) throws IOException {
            step();
            super.rename(source, dest);
        }

        @Override
        public void syncMetaData() throws IOException {
            step();
            super.syncMetaData();
        }
    }
}
