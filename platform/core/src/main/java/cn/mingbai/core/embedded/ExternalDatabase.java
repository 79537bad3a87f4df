package cn.mingbai.core.embedded;

import cn.mingbai.core.start.StartRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/** Asks a database server that somebody else runs whether Mingbai can work on it, before anything else starts. */
final class ExternalDatabase {

    private static final int TIME_OUT_MS = 5000;
    private static final int HOST_DENIED = 1130;
    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final int DATABASE_UNKNOWN = 1049;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*MariaDB.*");

    private ExternalDatabase() {}

    /**
     * Connects once.
     *
     * @param settings the names of those that hold user and password
     * @throws StartRefused within about 5 s when there is no answer, no access, or no MariaDB of 10.11 or newer
     */
    static void check(String url, String user, String password, String settings) {
        // What stands behind the question mark may be a password.
        var shown = url.replaceAll("\\?.*", "");
        if (!url.startsWith("jdbc:mariadb:")) {
            throw new StartRefused("MINGBAI_DB_URL should read like jdbc:mariadb://host:3306/mingbai, but is " + shown
                    + ": correct it, then start again.");
        }
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", String.valueOf(TIME_OUT_MS));
        properties.setProperty("socketTimeout", String.valueOf(TIME_OUT_MS));
        try (var connection = DriverManager.getConnection(url, properties)) {
            checkVersion(connection, shown);
        } catch (SQLException failed) {
            throw new StartRefused(sentence(failed, shown, user, settings), failed);
        }
    }

    private static String sentence(SQLException failed, String shown, String user, String settings) {
        return switch (failed.getErrorCode()) {
            case HOST_DENIED, ACCESS_DENIED, DATABASE_DENIED ->
                "The database at " + shown + " refuses the user “" + user
                        + "” from this machine: correct " + settings
                        + ", or grant the user its rights on it (docs/install.md), then start again.";
            case DATABASE_UNKNOWN ->
                "The server answers, but there is no database at " + shown
                        + ": create it (create database … character set utf8mb4 collate utf8mb4_uca1400_as_cs) or"
                        + " correct MINGBAI_DB_URL, then start again.";
            default ->
                "The database at " + shown + " does not answer (" + cause(failed)
                        + "): start the server or correct MINGBAI_DB_URL, then start again.";
        };
    }

    private static String cause(Throwable failed) {
        var deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void checkVersion(Connection connection, String shown) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select version()")) {
            result.next();
            var version = result.getString(1);
            var matcher = VERSION.matcher(version);
            if (!matcher.matches()
                    || Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)) < 1011) {
                throw new StartRefused("Mingbai needs MariaDB 10.11 or newer, but the server at " + shown + " is "
                        + version + ": use a newer one, then start again.");
            }
        }
    }
}
