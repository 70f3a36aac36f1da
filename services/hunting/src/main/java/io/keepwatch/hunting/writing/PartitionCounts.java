package io.keepwatch.hunting.writing;

/**
 * What became of the records of one partition since the process started (conservation, G8): taken is the sum of the
 * others and of what is not written yet.
 *
 * @param taken records read from the topic
 * @param stored activities that were new
 * @param repeated activities that were stored already
 * @param others records that are no activities
 * @param dead records that nobody can read
 * @param dropped records handed back unwritten with their partition; whoever has it next reads them again
 * @param missing offsets that the topic did not have any more, or that never were records
 */
public record PartitionCounts(
        long taken, long stored, long repeated, long others, long dead, long dropped, long missing) {
    static final PartitionCounts NONE = new PartitionCounts(0, 0, 0, 0, 0, 0, 0);

    /** Taken and not written yet. */
    public long waiting() {
        return taken - stored - repeated - others - dead - dropped;
    }

    PartitionCounts plus(PartitionCounts more) {
        return new PartitionCounts(
                taken + more.taken,
                stored + more.stored,
                repeated + more.repeated,
                others + more.others,
                dead + more.dead,
                dropped + more.dropped,
                missing + more.missing);
    }
}
