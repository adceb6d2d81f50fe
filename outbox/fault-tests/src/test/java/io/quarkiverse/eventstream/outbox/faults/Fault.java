package io.quarkiverse.eventstream.outbox.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** Something that goes wrong, and is repaired. */
enum Fault {

    /** An instance is killed, and another one started. */
    KILL {
        @Override
        void inject(Run run) throws Exception {
            run.takeAny().kill();
            run.start(true).awaitUp();
        }
    },

    /** An instance is stopped, and another one started. */
    STOP {
        @Override
        void inject(Run run) throws Exception {
            run.start(true).awaitUp();
            run.takeAny().stop();
        }
    },

    /** An instance does nothing until the others have its leases, and resumes. */
    TAKE_OVER {
        @Override
        void inject(Run run) throws Exception {
            Instance frozen = run.any();
            frozen.freeze();
            try {
                // In vain if the lease does not expire: the verdict will say so.
                run.awaitOwners(Run.INSTANCES - 1);
            } finally {
                frozen.resume();
            }
        }
    },

    BROKER_RESTART {
        @Override
        void inject(Run run) {
            run.broker().kill();
            run.broker().restart();
        }
    },

    /** All nodes are stopped and restarted, one after the other, as for an upgrade. Meanwhile an instance is killed. */
    ROLLING_RESTART {
        @Override
        void inject(Run run) throws Exception {
            DevBroker cluster = run.broker();
            int killing = 1 + run.random().nextInt(cluster.nodes());
            for (int node = 1; node <= cluster.nodes(); node++) {
                cluster.stop(node);
                if (node == killing) {
                    KILL.inject(run);
                }
                run.flow();
                cluster.restart(node);
            }
        }
    },

    NODE_CRASH {
        @Override
        void inject(Run run) throws Exception {
            int node = 1 + run.random().nextInt(run.broker().nodes());
            run.broker().kill(node);
            run.flow();
            run.broker().restart(node);
        }
    },

    DATABASE_RESTART {
        @Override
        void inject(Run run) throws Exception {
            run.servers().database().restart();
        }
    },

    DATABASE_CRASH {
        @Override
        void inject(Run run) throws Exception {
            run.servers().database().crash();
        }
    },

    /** The broker goes first, so that the instances have committed events that it has not acknowledged. */
    POWER_CUT {
        @Override
        void inject(Run run) throws Exception {
            run.broker().kill();
            run.awaitStored();
            List<Instance> killed = run.takeAll();
            for (Instance instance : killed) {
                instance.kill();
            }
            run.servers().database().crash();
            run.broker().restart();
            for (int i = 0; i < killed.size(); i++) {
                run.start(true);
            }
            run.awaitUp();
        }
    },

    /** Another client joins the group of the listeners and leaves it, again and again: partitions move, and their events come again. */
    REBALANCE_STORM {
        @Override
        void inject(Run run) {
            for (int i = 0; i < REBALANCES; i++) {
                run.topic().join(Duration.ofMillis(run.random().nextInt(500)));
            }
        }
    };

    /** Those during which transactions fail. */
    static final Set<Fault> OF_DATABASE = EnumSet.of(DATABASE_RESTART, DATABASE_CRASH, POWER_CUT);

    private static final int REBALANCES = 6;

    abstract void inject(Run run) throws Exception;
}
