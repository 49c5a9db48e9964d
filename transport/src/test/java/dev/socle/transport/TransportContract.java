package dev.socle.transport;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transport promises. A test of a transport implements it and names the transport. */
@ExtendWith(BufferLeaks.class)
@Timeout(120)
public interface TransportContract
        extends ConnectContract, ListenContract, TransferContract, FlowContract, CloseContract, LoopContract {}
