package cn.mingbai.core.outage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the database has its files, by what it says itself. */
record DatabaseFolders(String host, Set<SpaceWatch.Watched> folders) {

    private static final String ASK =
            "select @@hostname, @@datadir, @@innodb_data_home_dir, @@innodb_log_group_home_dir,"
                    + " @@log_bin_basename, @@tmpdir";

    private static final Path OWN_NAME = Path.of("/proc/sys/kernel/hostname");

    /**
     * Asks for them.
     *
     * @param url the database's
     */
    static DatabaseFolders of(JdbcClient jdbc, String url) {
        return jdbc.sql(ASK).query((row, index) -> read(row, url)).single();
    }

    /** Whether they are this machine's, and not only named like folders of it. */
    boolean areHere(String url) {
        var address = host(url);
        return address != null && isHere(address) && host.equals(ownName());
    }

    private static DatabaseFolders read(ResultSet row, String url) throws SQLException {
        var data = Path.of(row.getString(2));
        var found = new LinkedHashSet<SpaceWatch.Watched>();
        for (var column : new int[] {2, 3, 4}) {
            add(found, DiskPlace.DATABASE, data, row.getString(column));
        }
        var log = row.getString(5);
        if (log != null) {
            add(
                    found,
                    DiskPlace.BINARY_LOG,
                    data,
                    String.valueOf(data.resolve(log).getParent()));
        }
        Arrays.stream(Objects.requireNonNullElse(row.getString(6), "").split(":"))
                .forEach(one -> add(found, DiskPlace.DATABASE_TEMPORARY, data, one));
        return new DatabaseFolders(row.getString(1), found);
    }

    private static void add(Set<SpaceWatch.Watched> found, DiskPlace place, Path data, @Nullable String folder) {
        if (folder != null && !folder.isBlank()) {
            found.add(new SpaceWatch.Watched(place, data.resolve(folder).normalize()));
        }
    }

    /** The host that is named, or null when there are several. */
    private static @Nullable String host(String url) {
        try {
            return URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("\\?.*$", ""))
                    .getHost();
        } catch (IllegalArgumentException several) {
            return null;
        }
    }

    private static boolean isHere(String address) {
        try {
            for (var one : InetAddress.getAllByName(address)) {
                if (one.isLoopbackAddress() || NetworkInterface.getByInetAddress(one) != null) {
                    return true;
                }
            }
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
        return false;
    }

    private static String ownName() {
        try {
            return Files.exists(OWN_NAME)
                    ? Files.readString(OWN_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException unknown) {
            return "";
        }
    }
}
