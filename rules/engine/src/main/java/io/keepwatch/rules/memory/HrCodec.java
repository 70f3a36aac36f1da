package io.keepwatch.rules.memory;

import io.keepwatch.contracts.HrEvent.Monitoring;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What HR said and what was told of it, as sections of the hot record. */
final class HrCodec {
    private static final int HAS_UNTIL = 1;
    private static final int TOLD = 2;
    /** Told as a period of the claim's own name; mostly it is. */
    private static final int TOLD_AS_ITSELF = 4;

    private static final int HAS_DAY = 1;
    private static final int SETTLED = 2;

    private HrCodec() {}

    static void writeClaims(Notices notices, RecordWriter section) {
        for (Claim claim : notices.claims()) {
            String period = claim.period();
            boolean asItself = claim.receipt().equals(period);
            section.text(claim.receipt());
            section.text(claim.kind());
            section.raw((claim.until() != null ? HAS_UNTIL : 0)
                    | (period != null ? TOLD : 0)
                    | (asItself ? TOLD_AS_ITSELF : 0));
            write(claim.from(), section);
            if (claim.until() != null) {
                write(claim.until(), section);
            }
            write(claim.occurred(), section);
            write(claim.receivedAt(), section);
            if (period != null && !asItself) {
                section.text(period);
            }
        }
    }

    static void readClaims(Notices notices, RecordReader in) {
        while (in.hasMore()) {
            String receipt = in.text();
            String kind = in.text();
            int flags = in.raw();
            Moment from = moment(in);
            Instant until = (flags & HAS_UNTIL) == 0 ? null : time(in);
            Instant occurred = time(in);
            Instant receivedAt = time(in);
            String period = (flags & TOLD) == 0 ? null : (flags & TOLD_AS_ITSELF) != 0 ? receipt : in.text();
            notices.claims().add(new Claim(receipt, kind, from, until, occurred, receivedAt, period));
        }
    }

    /** Each becomes what the notice of that time asked for; notices stand before them in the record. */
    static void readPeriods(Notices notices, RecordReader in) {
        while (in.hasMore()) {
            Instant from = time(in);
            Instant until = time(in);
            String receipt = notices.said().stream()
                    .filter(said -> said.occurred().equals(from))
                    .map(Notices.Said::receipt)
                    .findFirst()
                    .orElse("before " + until);
            notices.claims().add(new Claim(receipt, Monitoring.ENHANCED, Moment.of(from), until, from, from, null));
        }
    }

    static void writeFactors(Notices notices, RecordWriter section) {
        for (Notices.Factor factor : notices.factors()) {
            section.text(factor.receipt());
            section.text(factor.name());
            write(factor.from(), section);
            section.raw(factor.until() == null ? 0 : HAS_UNTIL);
            if (factor.until() != null) {
                write(factor.until(), section);
            }
        }
    }

    static void readFactors(Notices notices, RecordReader in) {
        while (in.hasMore()) {
            notices.factors().add(new Notices.Factor(in.text(), in.text(), time(in), in.raw() == 0 ? null : time(in)));
        }
    }

    static void writeWithdrawals(Endings endings, RecordWriter section) {
        for (Endings.Withdrawal withdrawal : endings.withdrawals()) {
            section.text(withdrawal.receipt());
            section.text(withdrawal.withdraws());
            write(withdrawal.at(), section);
        }
    }

    static void readWithdrawals(Endings endings, RecordReader in) {
        while (in.hasMore()) {
            endings.withdrawals().add(new Endings.Withdrawal(in.text(), in.text(), time(in)));
        }
    }

    static void writeRehires(Endings endings, RecordWriter section) {
        for (Endings.Rehire rehire : endings.rehires()) {
            section.text(rehire.receipt());
            write(rehire.occurred(), section);
            write(rehire.from(), section);
        }
    }

    static void readRehires(Endings endings, RecordReader in) {
        while (in.hasMore()) {
            endings.rehires().add(new Endings.Rehire(in.text(), time(in), moment(in)));
        }
    }

    static void writeContractEnds(Endings endings, RecordWriter section) {
        for (Endings.ContractEnd end : endings.contractEnds()) {
            section.text(end.receipt());
            write(end.from(), section);
        }
    }

    static void readContractEnds(Endings endings, RecordReader in) {
        while (in.hasMore()) {
            endings.contractEnds().add(new Endings.ContractEnd(in.text(), moment(in)));
        }
    }

    static void writeTold(MonitoringPeriods periods, RecordWriter section) {
        for (Told period : periods.told()) {
            Instant over = period.over();
            section.text(period.kind());
            section.text(period.name());
            write(period.from(), section);
            section.raw(over == null ? 0 : HAS_UNTIL);
            if (over != null) {
                write(over, section);
            }
            section.number(period.suspicions().size());
            period.suspicions().forEach(section::fixed);
        }
    }

    static void readTold(MonitoringPeriods periods, RecordReader in) {
        while (in.hasMore()) {
            String kind = in.text();
            String name = in.text();
            Instant from = time(in);
            @Nullable Instant over = in.raw() == 0 ? null : time(in);
            List<Long> suspicions = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                suspicions.add(in.fixed());
            }
            periods.told().add(new Told(kind, name, from, over, suspicions));
        }
    }

    private static void write(Moment moment, RecordWriter section) {
        LocalDate day = moment.day();
        section.raw((day != null ? HAS_DAY : 0) | (moment.settled() ? SETTLED : 0));
        write(moment.at(), section);
        if (day != null) {
            section.signed(day.toEpochDay());
        }
    }

    private static Moment moment(RecordReader in) {
        int flags = in.raw();
        Instant at = time(in);
        LocalDate day = (flags & HAS_DAY) == 0 ? null : LocalDate.ofEpochDay(in.signed());
        return new Moment(day, at, (flags & SETTLED) != 0);
    }

    private static void write(Instant time, RecordWriter section) {
        section.time(time.getEpochSecond(), time.getNano());
    }

    private static Instant time(RecordReader in) {
        return Instant.ofEpochSecond(in.signed(), in.nano());
    }
}
