package io.keepwatch.hunting.store;

import io.keepwatch.hunting.activity.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The columns of the files. A file without rows holds those of this release; it comes first wherever files are read, so
 * that every column is there whatever files are, also where there are none. A store that an earlier release wrote has the
 * earlier one's as well: then columns are matched by name, which costs a look into every file.
 *
 * @param location of the file that has every column
 * @param mixed whether files may lack columns
 */
record Schema(String location, boolean mixed) {
    private static final String PREFIX = "_columns-";
    private static final String SUFFIX = ".parquet";
    private static final Pattern PATH = Pattern.compile(PREFIX + "[0-9A-Fa-f]{8}" + Pattern.quote(SUFFIX));

    /** Whether this is the path of such a file. */
    static boolean isAt(String path) {
        return PATH.matcher(path).matches();
    }

    /** The schema of a store, made if it is missing. */
    static Schema in(StoreFiles files, Parquet parquet) throws IOException {
        String own = PREFIX + digest() + SUFFIX;
        List<String> present = files.list().stream()
                .filter(path -> path.startsWith(PREFIX) && path.endsWith(SUFFIX))
                .toList();
        if (!present.contains(own)) {
            Path staged = files.stage("");
            try {
                parquet.write(List.of(), staged);
                files.publish(staged, own);
            } finally {
                files.discard(staged);
            }
        }
        return new Schema(files.location(own), present.stream().anyMatch(path -> !path.equals(own)));
    }

    private static String digest() {
        CRC32C crc = new CRC32C();
        crc.update(Column.all().stream()
                .map(column -> column.quoted() + column.kind().sqlType())
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The table function over these files; every name in it is one that the store made. */
    String table(List<String> locations) {
        List<String> all = new ArrayList<>();
        all.add(location);
        all.addAll(locations);
        return all.stream()
                .map(Parquet::literal)
                .collect(Collectors.joining(
                        ", ", "read_parquet([", "], hive_partitioning = false, union_by_name = " + mixed + ")"));
    }
}
