; bpf_xdp_metadata_rx_hash; in mainline r2 is u32 *hash, r3 is enum xdp_rss_hash_type *type
                r4 = test r1 -> mlx4_en_xdp_buff.dev -> features bits NETIF_F_RXHASH_BIT
                none if r4 == 0
                r1 = get r1 -> mlx4_en_xdp_buff.cqe
mainline:       copy_u32 (r2), r1 -> mlx4_cqe.immed_rss_invalid

                ; r0: the type made of the headers that the packet has
                w0 = 0
                r4 = test r1 -> mlx4_cqe.status bits cqe.status.tcp.shift
                if w4 == 0 goto udp
                w0 = XDP_RSS_L4_TCP
udp:            r4 = test r1 -> mlx4_cqe.status bits cqe.status.udp.shift
                if w4 == 0 goto ipv4
                w0 = XDP_RSS_L4_UDP                     ; in place of TCP
ipv4:           r4 = test r1 -> mlx4_cqe.status bits cqe.status.ipv4f.shift:cqe.status.ipv4.shift
                if w4 == 0 goto ipv6
                w0 |= XDP_RSS_TYPE_L3_IPV4
ipv6:           r4 = test r1 -> mlx4_cqe.status bits cqe.status.ipv6.shift
                if w4 == 0 goto done
                w0 |= XDP_RSS_TYPE_L3_IPV6
                r4 = get r1 -> mlx4_cqe.ipv6_ext_mask
                if w4 == 0 goto done
                w0 |= XDP_RSS_L3_DYNHDR
done:
mainline:       *(u32 *)(r3 + 0) = r0
mainline:       return 0
rfc:            r0 <<= 32
rfc:            r4 = get r1 -> mlx4_cqe.immed_rss_invalid
rfc:            r0 |= r4
