package io.keepwatch.hunting.asking;

/** What a whole answer can be written as. */
public enum ExportFormat {
    /** A line for each activity and a column for each field there is, as RFC 4180 has it, with a header. */
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    /** An activity as the contract has it in each line: what backtests read. */
    NDJSON("ndjson", "application/x-ndjson"),
    /** The columns of the store. */
    PARQUET("parquet", "application/vnd.apache.parquet");

    private final String wireName;
    private final String mediaType;

    ExportFormat(String wireName, String mediaType) {
        this.wireName = wireName;
        this.mediaType = mediaType;
    }

    /** The name in requests, and the ending of files. */
    public String wireName() {
        return wireName;
    }

    public String mediaType() {
        return mediaType;
    }
}
