package dev.socle.messaging.datagram;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Who a server is, made before its socket is, because the system may block for it.
 *
 * @param incarnation a random number other than 0, which tells this server from those that had the address before
 * @param proof its way to know addresses
 * @param ownAddresses those of this machine
 * @param clock monotonic, in nanoseconds
 */
record Identity(long incarnation, AddressProof proof, Set<InetAddress> ownAddresses, LongSupplier clock) {

    static Identity create(LongSupplier clock) {
        long random = new SecureRandom().nextLong();
        return new Identity(random == 0 ? 1 : random, new AddressProof(clock), addressesHere(), clock);
    }

    private static Set<InetAddress> addressesHere() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            return Set.of(InetAddress.getLoopbackAddress());
        }
    }
}
