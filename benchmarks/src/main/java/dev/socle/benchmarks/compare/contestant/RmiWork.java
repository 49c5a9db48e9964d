package dev.socle.benchmarks.compare.contestant;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The server's work as a remote interface. Bytes only: nothing of ours is serialized by Java. */
public interface RmiWork extends Remote {

    /** The same bytes. */
    byte[] echo(byte[] request) throws RemoteException;

    /** Takes an order as JSON; the receipt for it as JSON. */
    byte[] place(byte[] order) throws RemoteException;
}
