; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
mainline:       let rA = r5
rfc:            let rA = r1
                r4 = test r1 -> mlx5e_xdp_buff.xdp.rxq -> dev -> features bits NETIF_F_RXHASH_BIT
                none if r4 == 0
                rA = get r1 -> mlx5e_xdp_buff.cqe
mainline:       copy_u32 (r2), rA -> cqe64.rss_hash_result

                ; r4: transport, r5: network protocol, r0: the type made of them
                r4 = get rA -> cqe64.rss_hash_type.l4
                r5 = get rA -> cqe64.rss_hash_type.l3
mainline:       w0 = XDP_RSS_TYPE_NONE                  ; in rfc r0 is 0 already
                if w5 == 0 goto done
                if w5 == 3 goto done
                w0 = w5                                 ; 1 is XDP_RSS_TYPE_L3_IPV4, 2 is XDP_RSS_TYPE_L3_IPV6
                if w4 == 0 goto done
                if w4 == 2 goto udp
                if w4 == 3 goto ipsec
                w0 |= XDP_RSS_TYPE_L4_IPV4_TCP - XDP_RSS_TYPE_L3_IPV4
                goto done
udp:            w0 |= XDP_RSS_TYPE_L4_IPV4_UDP - XDP_RSS_TYPE_L3_IPV4
                goto done
ipsec:          w0 |= XDP_RSS_TYPE_L4_IPV4_IPSEC - XDP_RSS_TYPE_L3_IPV4
done:
mainline:       *(u32 *)(r3 + 0) = r0
mainline:       return 0
rfc:            r0 <<= 32
rfc:            r4 = get r1 -> cqe64.rss_hash_result
rfc:            r0 |= r4
