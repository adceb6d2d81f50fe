package io.quarkiverse.eventstream.benchmarks.smallrye;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.smallrye.common.annotation.NonBlocking;

/**
 * Listeners for up to {@link #MOST} names, each with its own channel. Channels are wired at build time, so that each needs its own
 * method; hence the length of this class.
 */
@ApplicationScoped
class ListenerPerName {

    static final int MOST = 64;

    private final Contestant.Listener listener = SmallRyeService.listener();
    private final List<String> names = SmallRyeService.task().listening() == null
            ? List.of()
            : SmallRyeService.task().listening().names();

    private void call(int number, OrderEvent event) throws InterruptedException {
        if (event.name().equals(names.get(number))) {
            listener.handle(event.payload());
        }
    }

    @Incoming(Channels.PER_NAME + 0)
    @NonBlocking
    void handle0(OrderEvent event) throws InterruptedException {
        call(0, event);
    }

    @Incoming(Channels.PER_NAME + 1)
    @NonBlocking
    void handle1(OrderEvent event) throws InterruptedException {
        call(1, event);
    }

    @Incoming(Channels.PER_NAME + 2)
    @NonBlocking
    void handle2(OrderEvent event) throws InterruptedException {
        call(2, event);
    }

    @Incoming(Channels.PER_NAME + 3)
    @NonBlocking
    void handle3(OrderEvent event) throws InterruptedException {
        call(3, event);
    }

    @Incoming(Channels.PER_NAME + 4)
    @NonBlocking
    void handle4(OrderEvent event) throws InterruptedException {
        call(4, event);
    }

    @Incoming(Channels.PER_NAME + 5)
    @NonBlocking
    void handle5(OrderEvent event) throws InterruptedException {
        call(5, event);
    }

    @Incoming(Channels.PER_NAME + 6)
    @NonBlocking
    void handle6(OrderEvent event) throws InterruptedException {
        call(6, event);
    }

    @Incoming(Channels.PER_NAME + 7)
    @NonBlocking
    void handle7(OrderEvent event) throws InterruptedException {
        call(7, event);
    }

    @Incoming(Channels.PER_NAME + 8)
    @NonBlocking
    void handle8(OrderEvent event) throws InterruptedException {
        call(8, event);
    }

    @Incoming(Channels.PER_NAME + 9)
    @NonBlocking
    void handle9(OrderEvent event) throws InterruptedException {
        call(9, event);
    }

    @Incoming(Channels.PER_NAME + 10)
    @NonBlocking
    void handle10(OrderEvent event) throws InterruptedException {
        call(10, event);
    }

    @Incoming(Channels.PER_NAME + 11)
    @NonBlocking
    void handle11(OrderEvent event) throws InterruptedException {
        call(11, event);
    }

    @Incoming(Channels.PER_NAME + 12)
    @NonBlocking
    void handle12(OrderEvent event) throws InterruptedException {
        call(12, event);
    }

    @Incoming(Channels.PER_NAME + 13)
    @NonBlocking
    void handle13(OrderEvent event) throws InterruptedException {
        call(13, event);
    }

    @Incoming(Channels.PER_NAME + 14)
    @NonBlocking
    void handle14(OrderEvent event) throws InterruptedException {
        call(14, event);
    }

    @Incoming(Channels.PER_NAME + 15)
    @NonBlocking
    void handle15(OrderEvent event) throws InterruptedException {
        call(15, event);
    }

    @Incoming(Channels.PER_NAME + 16)
    @NonBlocking
    void handle16(OrderEvent event) throws InterruptedException {
        call(16, event);
    }

    @Incoming(Channels.PER_NAME + 17)
    @NonBlocking
    void handle17(OrderEvent event) throws InterruptedException {
        call(17, event);
    }

    @Incoming(Channels.PER_NAME + 18)
    @NonBlocking
    void handle18(OrderEvent event) throws InterruptedException {
        call(18, event);
    }

    @Incoming(Channels.PER_NAME + 19)
    @NonBlocking
    void handle19(OrderEvent event) throws InterruptedException {
        call(19, event);
    }

    @Incoming(Channels.PER_NAME + 20)
    @NonBlocking
    void handle20(OrderEvent event) throws InterruptedException {
        call(20, event);
    }

    @Incoming(Channels.PER_NAME + 21)
    @NonBlocking
    void handle21(OrderEvent event) throws InterruptedException {
        call(21, event);
    }

    @Incoming(Channels.PER_NAME + 22)
    @NonBlocking
    void handle22(OrderEvent event) throws InterruptedException {
        call(22, event);
    }

    @Incoming(Channels.PER_NAME + 23)
    @NonBlocking
    void handle23(OrderEvent event) throws InterruptedException {
        call(23, event);
    }

    @Incoming(Channels.PER_NAME + 24)
    @NonBlocking
    void handle24(OrderEvent event) throws InterruptedException {
        call(24, event);
    }

    @Incoming(Channels.PER_NAME + 25)
    @NonBlocking
    void handle25(OrderEvent event) throws InterruptedException {
        call(25, event);
    }

    @Incoming(Channels.PER_NAME + 26)
    @NonBlocking
    void handle26(OrderEvent event) throws InterruptedException {
        call(26, event);
    }

    @Incoming(Channels.PER_NAME + 27)
    @NonBlocking
    void handle27(OrderEvent event) throws InterruptedException {
        call(27, event);
    }

    @Incoming(Channels.PER_NAME + 28)
    @NonBlocking
    void handle28(OrderEvent event) throws InterruptedException {
        call(28, event);
    }

    @Incoming(Channels.PER_NAME + 29)
    @NonBlocking
    void handle29(OrderEvent event) throws InterruptedException {
        call(29, event);
    }

    @Incoming(Channels.PER_NAME + 30)
    @NonBlocking
    void handle30(OrderEvent event) throws InterruptedException {
        call(30, event);
    }

    @Incoming(Channels.PER_NAME + 31)
    @NonBlocking
    void handle31(OrderEvent event) throws InterruptedException {
        call(31, event);
    }

    @Incoming(Channels.PER_NAME + 32)
    @NonBlocking
    void handle32(OrderEvent event) throws InterruptedException {
        call(32, event);
    }

    @Incoming(Channels.PER_NAME + 33)
    @NonBlocking
    void handle33(OrderEvent event) throws InterruptedException {
        call(33, event);
    }

    @Incoming(Channels.PER_NAME + 34)
    @NonBlocking
    void handle34(OrderEvent event) throws InterruptedException {
        call(34, event);
    }

    @Incoming(Channels.PER_NAME + 35)
    @NonBlocking
    void handle35(OrderEvent event) throws InterruptedException {
        call(35, event);
    }

    @Incoming(Channels.PER_NAME + 36)
    @NonBlocking
    void handle36(OrderEvent event) throws InterruptedException {
        call(36, event);
    }

    @Incoming(Channels.PER_NAME + 37)
    @NonBlocking
    void handle37(OrderEvent event) throws InterruptedException {
        call(37, event);
    }

    @Incoming(Channels.PER_NAME + 38)
    @NonBlocking
    void handle38(OrderEvent event) throws InterruptedException {
        call(38, event);
    }

    @Incoming(Channels.PER_NAME + 39)
    @NonBlocking
    void handle39(OrderEvent event) throws InterruptedException {
        call(39, event);
    }

    @Incoming(Channels.PER_NAME + 40)
    @NonBlocking
    void handle40(OrderEvent event) throws InterruptedException {
        call(40, event);
    }

    @Incoming(Channels.PER_NAME + 41)
    @NonBlocking
    void handle41(OrderEvent event) throws InterruptedException {
        call(41, event);
    }

    @Incoming(Channels.PER_NAME + 42)
    @NonBlocking
    void handle42(OrderEvent event) throws InterruptedException {
        call(42, event);
    }

    @Incoming(Channels.PER_NAME + 43)
    @NonBlocking
    void handle43(OrderEvent event) throws InterruptedException {
        call(43, event);
    }

    @Incoming(Channels.PER_NAME + 44)
    @NonBlocking
    void handle44(OrderEvent event) throws InterruptedException {
        call(44, event);
    }

    @Incoming(Channels.PER_NAME + 45)
    @NonBlocking
    void handle45(OrderEvent event) throws InterruptedException {
        call(45, event);
    }

    @Incoming(Channels.PER_NAME + 46)
    @NonBlocking
    void handle46(OrderEvent event) throws InterruptedException {
        call(46, event);
    }

    @Incoming(Channels.PER_NAME + 47)
    @NonBlocking
    void handle47(OrderEvent event) throws InterruptedException {
        call(47, event);
    }

    @Incoming(Channels.PER_NAME + 48)
    @NonBlocking
    void handle48(OrderEvent event) throws InterruptedException {
        call(48, event);
    }

    @Incoming(Channels.PER_NAME + 49)
    @NonBlocking
    void handle49(OrderEvent event) throws InterruptedException {
        call(49, event);
    }

    @Incoming(Channels.PER_NAME + 50)
    @NonBlocking
    void handle50(OrderEvent event) throws InterruptedException {
        call(50, event);
    }

    @Incoming(Channels.PER_NAME + 51)
    @NonBlocking
    void handle51(OrderEvent event) throws InterruptedException {
        call(51, event);
    }

    @Incoming(Channels.PER_NAME + 52)
    @NonBlocking
    void handle52(OrderEvent event) throws InterruptedException {
        call(52, event);
    }

    @Incoming(Channels.PER_NAME + 53)
    @NonBlocking
    void handle53(OrderEvent event) throws InterruptedException {
        call(53, event);
    }

    @Incoming(Channels.PER_NAME + 54)
    @NonBlocking
    void handle54(OrderEvent event) throws InterruptedException {
        call(54, event);
    }

    @Incoming(Channels.PER_NAME + 55)
    @NonBlocking
    void handle55(OrderEvent event) throws InterruptedException {
        call(55, event);
    }

    @Incoming(Channels.PER_NAME + 56)
    @NonBlocking
    void handle56(OrderEvent event) throws InterruptedException {
        call(56, event);
    }

    @Incoming(Channels.PER_NAME + 57)
    @NonBlocking
    void handle57(OrderEvent event) throws InterruptedException {
        call(57, event);
    }

    @Incoming(Channels.PER_NAME + 58)
    @NonBlocking
    void handle58(OrderEvent event) throws InterruptedException {
        call(58, event);
    }

    @Incoming(Channels.PER_NAME + 59)
    @NonBlocking
    void handle59(OrderEvent event) throws InterruptedException {
        call(59, event);
    }

    @Incoming(Channels.PER_NAME + 60)
    @NonBlocking
    void handle60(OrderEvent event) throws InterruptedException {
        call(60, event);
    }

    @Incoming(Channels.PER_NAME + 61)
    @NonBlocking
    void handle61(OrderEvent event) throws InterruptedException {
        call(61, event);
    }

    @Incoming(Channels.PER_NAME + 62)
    @NonBlocking
    void handle62(OrderEvent event) throws InterruptedException {
        call(62, event);
    }

    @Incoming(Channels.PER_NAME + 63)
    @NonBlocking
    void handle63(OrderEvent event) throws InterruptedException {
        call(63, event);
    }
}
